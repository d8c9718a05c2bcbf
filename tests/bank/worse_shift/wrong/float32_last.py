# expect: and the last number that works: look at the row of float64
import numpy as np

my_n = int(np.log(np.finfo(np.float32).max) / 2)
