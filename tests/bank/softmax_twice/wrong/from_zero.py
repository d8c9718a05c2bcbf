# expect: how far ahead can an output of softmax be
import numpy as np

my_bounds = (0, np.log(100))
