# expect: points downhill
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    n = max(kept.sum(), 1)
    return upstream * kept[:, None] * (one_hot - softmax(logits, axis=1)) / n
