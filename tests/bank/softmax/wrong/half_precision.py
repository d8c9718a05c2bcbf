# expect: 16 bits keep three digits
import numpy as np


def my_softmax(logits, axis):
    half = np.asarray(logits, dtype="float16")
    exps = np.exp(half - half.max(axis=axis, keepdims=True))
    return exps / exps.sum(axis=axis, keepdims=True)
