import numpy as np


def my_cross_entropy(logits, target):
    lse = np.logaddexp.reduce(logits, axis=1)
    return (lse - np.take_along_axis(logits, target[:, None], axis=1)[:, 0]).mean()
