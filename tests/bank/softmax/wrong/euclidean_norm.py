# expect: Divided by their norm
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits - logits.max(axis, keepdims=True))
    return exps / np.sqrt((exps**2).sum(axis, keepdims=True))
