# expect: and the shares sum to N
import numpy as np


def my_shares(target, weight):
    chosen = weight[target]
    return chosen / np.mean(chosen)
