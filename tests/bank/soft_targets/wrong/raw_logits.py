# expect: log_softmax is missing
import numpy as np


def my_soft_cross_entropy(logits, probs):
    terms = np.zeros_like(logits)
    terms[probs > 0] = (logits * probs)[probs > 0]
    return -terms.sum() / len(terms)
