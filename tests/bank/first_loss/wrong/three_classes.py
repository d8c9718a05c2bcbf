# expect: It is too small
import numpy as np

my_start = np.log(3)
