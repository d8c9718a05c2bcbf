# expect: 1e-06 added to the probability
import numpy as np
from scipy.special import softmax


def my_log_softmax(logits):
    return np.log(softmax(logits, axis=-1) + 1e-6)
