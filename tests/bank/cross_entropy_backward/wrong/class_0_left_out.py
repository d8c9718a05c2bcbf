# expect: Class 0 is left out
import numpy as np

from celoss import softmax


def my_gradient(logits, target, upstream):
    keep = target > 0
    one_hot = np.eye(logits.shape[1])[target * keep]
    rows = (softmax(logits, axis=1) - one_hot) * keep[:, None]
    return upstream * rows / max(keep.sum(), 1)
