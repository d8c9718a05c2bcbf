# expect: the last number in 32 bits without a shift
import numpy as np

my_n = int(np.log(np.finfo(np.float32).max))
