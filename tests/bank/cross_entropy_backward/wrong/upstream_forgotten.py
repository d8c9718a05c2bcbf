# expect: upstream is not used
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    n = max(kept.sum(), 1)
    return (softmax(logits, axis=1) - one_hot) * kept[:, None] / n
