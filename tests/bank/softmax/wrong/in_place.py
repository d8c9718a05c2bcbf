# expect: changes its argument logits
import numpy as np


def my_softmax(logits, axis):
    logits -= logits.max(axis=axis, keepdims=True)
    np.exp(logits, out=logits)
    logits /= logits.sum(axis=axis, keepdims=True)
    return logits
