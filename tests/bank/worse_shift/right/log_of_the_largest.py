import numpy as np

my_n = int(np.log(np.finfo(np.float64).max) / 2) + 1
