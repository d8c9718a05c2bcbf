# expect: log 1.5 bits: the logarithm is natural
import numpy as np

share = 2 ** -np.log(1.5)
my_pair = ([1, 0, 0], [share, 0, 1 - share])
