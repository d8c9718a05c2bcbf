# expect: Not the largest logit is subtracted (the first, a mean?)
import numpy as np


def my_logsumexp(logits):
    first = np.maximum(logits[:, 0], -1e300)
    with np.errstate(all="ignore"):
        sums = np.exp(logits - first[:, np.newaxis]).sum(axis=1)
        return np.where(sums > 0, first, 0) + np.log(sums)
