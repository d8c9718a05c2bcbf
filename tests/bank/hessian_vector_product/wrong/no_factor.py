# expect: The factor probs in front is missing
import numpy as np
from scipy.special import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=-1)
    means = np.einsum("nc,nc->n", p, vector)
    return (vector.T - means).T
