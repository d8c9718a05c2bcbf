# expect: The smallest score is subtracted
import numpy as np


def my_cross_entropy(logits, target):
    z = logits - np.min(logits, axis=1, keepdims=True)
    lse = np.log(np.sum(np.exp(z), axis=1))
    return np.mean(lse - np.take_along_axis(z, target[:, None], axis=1).ravel())
