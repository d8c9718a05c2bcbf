# expect: changes its argument logits
import numpy as np


def my_gradient(logits, target, upstream):
    logits -= logits.max(axis=1, keepdims=True)
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    kept = target >= 0
    p[kept, target[kept]] -= 1
    return upstream * p * kept[:, None] / max(kept.sum(), 1)
