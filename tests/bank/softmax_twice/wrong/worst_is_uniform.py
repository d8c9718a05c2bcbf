# expect: The lower bound is right
import numpy as np

my_bounds = (np.log(1 + 99 / np.e), np.log(100))
