# expect: All of a low row rounds to 0
import numpy as np


def my_logsumexp(logits):
    size = np.max(np.abs(np.where(np.isfinite(logits), logits, 0)), axis=1)
    return size + np.log(np.exp(logits - size[:, None]).sum(axis=1))
