# expect: less and more 1
import numpy as np

my_bounds = (np.log(100) - 1, np.log(100) + 1)
