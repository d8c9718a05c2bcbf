# expect: The vector's mean is over the rows
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * (vector - np.sum(p * vector, axis=0))
