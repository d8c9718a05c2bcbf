# expect: Order 'K' reads both arrays
import numpy as np
from scipy.special import logsumexp


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return logsumexp(logits) - logits[target]
    z = np.ravel(logits, "K").reshape(logits.shape[0], logits.shape[1], -1)
    y = np.ravel(target, "K").reshape(z.shape[0], -1)
    return (logsumexp(z, axis=1) - np.take_along_axis(z, y[:, None], 1)[:, 0]).mean()
