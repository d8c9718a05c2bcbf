# expect: The classes are looked for on the first axis
import numpy as np
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    picked = np.take_along_axis(log_softmax(logits, axis=0), target[None], axis=0)
    return -picked.mean()
