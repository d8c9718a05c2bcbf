# expect: The sum runs over the first axis
import numpy as np


def my_softmax(logits, axis):
    exps = np.exp(logits - logits.max(axis=0))
    return exps / sum(exps)
