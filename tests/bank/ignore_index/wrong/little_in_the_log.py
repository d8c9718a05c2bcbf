# expect: With 1e-08 inside the logarithm
import numpy as np
from scipy.special import softmax


def my_mean(logits, target, ignore_index):
    mask = target != ignore_index
    p = softmax(logits[mask], axis=1) + 1e-8
    return -np.log(p[np.arange(len(p)), target[mask]]).mean()
