# expect: the class axis has to be moved to the end first
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    C = logits.shape[1]
    return np.exp(cross_entropy(logits.reshape(-1, C), target.ravel()))
