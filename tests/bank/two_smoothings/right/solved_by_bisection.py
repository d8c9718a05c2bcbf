import numpy as np

low, high = 0.0, 1.0
while high - low > 1e-9:
    middle = (low + high) / 2
    if middle / 8 < 0.1 / 7:
        low = middle
    else:
        high = middle
my_eps = np.float32(low)
