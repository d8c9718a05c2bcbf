# expect: it is the other way round
import numpy as np

p, q = np.array([0.25] * 4 + [0, 0]), np.full(6, 1 / 6)
my_bits = -(q * np.log2(p, where=p > 0, out=np.full(6, -np.inf))).sum()
