# expect: The products of probabilities are missing
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    return np.diag(softmax(logits))
