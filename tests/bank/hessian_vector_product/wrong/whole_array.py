# expect: The vector's mean is over the whole array
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * vector - p * np.sum(p * vector)
