# expect: The lower bound comes first
import numpy as np

my_bounds = (np.log(99 + np.e), np.log(1 + 99 / np.e))
