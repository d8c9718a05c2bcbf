# expect: a loss is not negative
import numpy as np

p = np.array([1, np.e]) / (np.e + 99)
my_bounds = tuple(np.log(p))
