# expect: The sign is wrong
import numpy as np

my_bits = np.log2(1 / 6)
