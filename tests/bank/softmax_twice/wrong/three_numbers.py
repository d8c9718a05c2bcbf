# expect: 2 numbers are needed
import numpy as np

my_bounds = (np.log(99 + np.e) - 1, np.log(100), np.log(99 + np.e))
