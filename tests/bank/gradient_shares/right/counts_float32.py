import numpy as np


def my_shares(target, weight):
    counts = np.bincount(target, minlength=len(weight))
    share_of_class = weight / (counts @ weight)
    return share_of_class[target].astype(np.float32)
