# expect: Maxima and sums have lost their axis
import numpy as np


def my_log_softmax(logits):
    shifted = logits - np.max(logits, -1)
    return shifted - np.log(np.sum(np.exp(shifted), -1))
