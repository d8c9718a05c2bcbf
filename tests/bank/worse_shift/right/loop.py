import numpy as np

with np.errstate(over="ignore"):
    my_n = next(n for n in range(1000) if np.isinf(np.exp(np.float64(n) + n)))
