import numpy as np


def my_log_softmax(logits):
    return np.apply_along_axis(lambda z: z - np.logaddexp.reduce(z), -1, logits)
