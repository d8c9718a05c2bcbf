# expect: A step of 0.1 in both directions is too long
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    steps = 0.1 * np.eye(len(logits))
    return np.array([(softmax(logits + s) - softmax(logits - s)) / 0.2 for s in steps]).T
