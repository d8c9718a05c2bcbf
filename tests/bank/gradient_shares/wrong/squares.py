# expect: The weights come in squared
import numpy as np


def my_shares(target, weight):
    chosen = weight[target]
    return chosen * chosen / np.dot(chosen, chosen)
