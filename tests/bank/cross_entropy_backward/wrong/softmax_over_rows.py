# expect: softmax runs over the rows
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    p = softmax(logits, axis=0)
    return upstream * (p - one_hot) * kept[:, None] / max(kept.sum(), 1)
