# expect: and its logarithm -inf: here it is 0
import numpy as np


def my_logsumexp(logits):
    m = logits.max(axis=1)
    result = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
    return np.nan_to_num(result)
