# expect: The first half of the Hessian is missing
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return -p * np.sum(p * vector, axis=1, keepdims=True)
