# expect: In a row of low scores every exp rounds to 0
import numpy as np


def my_softmax(logits, axis):
    top = np.max(logits, axis=axis, keepdims=True)
    exps = np.exp(logits - np.where(top > 500, top, 0))
    return exps / exps.sum(axis=axis, keepdims=True)
