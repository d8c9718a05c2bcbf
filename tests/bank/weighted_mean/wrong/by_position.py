# expect: read by position
import numpy as np
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    losses = -log_softmax(logits, axis=1)[np.arange(len(target)), target]
    w = weight[: len(losses)]
    return (w * losses).sum() / w.sum()
