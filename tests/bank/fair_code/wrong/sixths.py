# expect: each has 1/4, not 1/6
import numpy as np

p = np.ones(6) / 6
p[4:] = 0
my_bits = -(p * np.log2(np.full(6, 1 / 6))).sum()
