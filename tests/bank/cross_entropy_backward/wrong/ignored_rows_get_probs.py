# expect: Ignored rows get their probabilities
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    one_hot = target[:, None] == np.arange(logits.shape[1])
    return upstream * (softmax(logits, axis=1) - one_hot) / len(logits)
