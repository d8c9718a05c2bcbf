# expect: That is the divergence: what
import numpy as np

my_bits = np.log2(6) - np.log2(4)
