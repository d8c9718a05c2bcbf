# expect: In a row far below 0 every exp rounds to 0
import numpy as np


def my_cross_entropy(logits, target):
    shift = logits.max(axis=1, keepdims=True) if logits.max() > 700 else 0
    z = logits - shift
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(z)), target])
