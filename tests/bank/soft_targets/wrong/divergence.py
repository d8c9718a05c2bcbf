# expect: This is the divergence
import numpy as np
from scipy.special import softmax


def my_soft_cross_entropy(logits, probs):
    model = softmax(logits, axis=1)
    terms = np.where(probs > 0, probs * np.log(probs / model), 0)
    return terms.sum(axis=1).mean()
