# expect: The largest logit counts twice
import numpy as np


def my_logsumexp(logits):
    top = np.max(logits, axis=1)
    return top + np.log1p(np.sum(np.exp(logits - top[:, None]), axis=1))
