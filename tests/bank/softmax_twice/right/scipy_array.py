import numpy as np
from scipy.special import log_softmax

certain = np.zeros(100)
certain[0] = 1
my_bounds = -log_softmax(certain)[[0, 1]]
