import math


def along_the_last(z):
    if isinstance(z[0], list):
        return [along_the_last(part) for part in z]
    top = max(z)
    exps = [math.exp(score - top) for score in z]
    return [e / sum(exps) for e in exps]


def my_softmax(logits, axis):
    import numpy as np

    return np.moveaxis(np.array(along_the_last(np.moveaxis(logits, axis, -1).tolist())), -1, axis)
