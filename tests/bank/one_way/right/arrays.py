import numpy as np

p = np.array([0.0, 0.25, 0.75])
q = p / 1.5
q[0] = 1 - q.sum()
my_pair = p, q
