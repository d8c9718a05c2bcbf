# expect: That is the entropy in nats
import numpy as np

my_bits = np.log(4)
