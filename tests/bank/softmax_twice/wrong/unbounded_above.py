# expect: as far behind as you like
import numpy as np

my_bounds = (np.log(99 + np.e) - 1, np.inf)
