# expect: base 10
import numpy as np

my_bounds = (np.log10(1 + 99 / np.e), np.log10(99 + np.e))
