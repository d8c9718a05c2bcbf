# expect: and its logarithm was meant
import numpy as np

my_pair = ([1, 0, 0], [np.exp(-1.5), 1 - np.exp(-1.5), 0])
