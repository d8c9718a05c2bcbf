# expect: A whole number is asked for
import numpy as np

my_n = np.log(np.finfo(float).max) / 2
