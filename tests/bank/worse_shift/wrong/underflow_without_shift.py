# expect: what overflows, and what is added?
import numpy as np

n = np.arange(1000)
my_n = n[np.exp(-n.astype(float)) == 0][0]
