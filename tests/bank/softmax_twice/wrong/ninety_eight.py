# expect: the rest is 98
import numpy as np

my_bounds = (np.log(1 + 98 / np.e), np.log(98 + np.e))
