# expect: This is the gradient of the sum
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    return upstream * (softmax(logits, axis=1) - one_hot) * kept[:, None]
