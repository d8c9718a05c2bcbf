# expect: all six words take together
import numpy as np

my_bits = -np.sum(np.log2(np.full(6, 1 / 6)))
