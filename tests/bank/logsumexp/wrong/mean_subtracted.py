# expect: The mean is subtracted
import numpy as np


def my_logsumexp(logits):
    center = logits.mean(axis=1)
    return center + np.log(np.exp(logits - center[:, None]).sum(axis=1))
