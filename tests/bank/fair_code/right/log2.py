import numpy as np

my_bits = np.log2(6)
