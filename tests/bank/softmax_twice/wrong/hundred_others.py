# expect: 99 others
import numpy as np

my_bounds = (np.log(1 + 100 / np.e), np.log(1 + 100 / np.e) + 1)
