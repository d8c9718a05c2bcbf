# expect: The logarithm of the sum is to base 2
import numpy as np


def my_logsumexp(logits):
    top = logits.max(axis=1)
    finite = np.where(np.isfinite(top), top, 0)
    return finite + np.log2(np.exp(logits - finite[:, None]).sum(axis=1))
