# expect: That is the sum of the logits
import numpy as np


def my_logsumexp(logits):
    return np.sum(np.log(np.exp(logits)), axis=1)
