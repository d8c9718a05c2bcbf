# expect: The logarithm belongs to the model
import numpy as np

from celoss import softmax


def my_soft_cross_entropy(logits, probs):
    return -(softmax(logits, axis=1) * np.log(probs)).sum(axis=1).mean()
