# expect: the sum of what all ten classes
import numpy as np

my_start = -np.log(np.full(10, 0.1)).sum()
