# expect: look at a model that is certain
import numpy as np

my_bounds = (np.log(100) - 1, np.log(100))
