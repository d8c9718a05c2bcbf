# expect: 1e-09 in place of 0 is a probability
import numpy as np


def my_entropy(p):
    filled = np.array(p)
    filled[filled == 0] = 1e-9
    return -(filled * np.log(filled)).sum(-1)
