# expect: The largest score of the whole array is subtracted
import numpy as np


def my_soft_cross_entropy(logits, probs):
    z = logits - np.max(logits)
    log_p = z - np.log(np.exp(z).sum(axis=1))[:, None]
    return -np.sum(log_p * probs, where=probs > 0) / len(z)
