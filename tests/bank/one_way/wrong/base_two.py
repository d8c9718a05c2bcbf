# expect: log2 1.5 nats: the logarithm is natural
import numpy as np

share = np.exp(-np.log2(1.5))
my_pair = ([0, 0, 1], [1 - share, 0, share])
