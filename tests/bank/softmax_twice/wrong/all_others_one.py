# expect: how many of the 99 others can be 1 at once
import numpy as np

my_bounds = (np.log(1 + 99 / np.e), np.log(1 + 99 * np.e))
