# expect: minus the loss, and in bits
import numpy as np

my_start = np.log2(1 / 10)
