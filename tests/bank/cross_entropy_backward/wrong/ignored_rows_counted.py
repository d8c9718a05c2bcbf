# expect: the mean is over the kept ones
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    grad = softmax(logits, axis=1) - one_hot
    grad[~kept] = 0
    return upstream * grad / logits.shape[0]
