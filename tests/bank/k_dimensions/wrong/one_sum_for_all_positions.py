# expect: The exponentials of all positions are summed
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return logsumexp(logits) - logits[target]
    rows = logits.reshape(len(logits), -1)
    lse = logsumexp(rows, axis=1).reshape(-1, *[1] * (target.ndim - 1))
    return (lse - np.take_along_axis(logits, target[:, None], axis=1)[:, 0]).mean()
