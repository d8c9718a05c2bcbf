# expect: puts the axis back as number 1
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits - np.max(logits, axis=axis)[:, None])
    return exps / np.sum(exps, axis=axis)[:, None]
