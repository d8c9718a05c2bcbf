import numpy as np
from scipy.special import log_softmax


def my_perplexity(logits, target):
    log_probs = log_softmax(logits, axis=1)
    chosen = np.take_along_axis(log_probs, np.maximum(target, 0)[:, None], axis=1)
    mean = np.average(chosen[:, 0], weights=target != -100)
    return 1 / np.exp(mean)
