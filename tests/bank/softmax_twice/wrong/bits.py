# expect: These are bits
import numpy as np

my_bounds = (np.log2(1 + 99 / np.e), np.log2(99 + np.e))
