# expect: These are the shares added up
import numpy as np


def my_shares(target, weight):
    running = np.cumsum(weight[target])
    return running / running[-1]
