import numpy as np
from scipy.special import logsumexp


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return logsumexp(logits) - logits[target]
    z = np.swapaxes(logits, 0, 1)
    z = z.reshape(len(z), -1)
    y = np.swapaxes(target[:, None], 0, 1).reshape(-1)
    return np.mean(logsumexp(z, axis=0) - z[y, np.arange(y.size)])
