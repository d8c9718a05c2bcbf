# expect: the difference is lost in rounding
import numpy as np

from celoss import softmax


def my_jacobian(logits):
    h = 1e-16
    return np.array([(softmax(logits + h * e) - softmax(logits)) / h for e in np.eye(logits.size)]).T
