# expect: not the best
import numpy as np

my_bounds = (np.log(100), np.log(99 + np.e))
