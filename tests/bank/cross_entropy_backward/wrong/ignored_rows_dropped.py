# expect: The shape is (1, 3), and should be (2, 3).
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    logits = logits[target != -100]
    target = target[target != -100]
    n = len(target)
    p = softmax(logits, axis=1)
    p[np.arange(n), target] -= 1
    return upstream * p / n
