# expect: it should be the mean under the probabilities
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    return p * (vector - np.mean(vector, axis=1, keepdims=True))
