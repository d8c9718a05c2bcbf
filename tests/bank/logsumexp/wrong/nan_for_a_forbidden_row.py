# expect: -inf - (-inf) is nan
import numpy as np


def my_logsumexp(logits):
    m = logits.max(axis=1)
    return m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
