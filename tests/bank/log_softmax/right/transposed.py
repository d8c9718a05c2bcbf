import numpy as np


def my_log_softmax(logits):
    # With the classes first, everything broadcasts by itself.
    z = np.moveaxis(logits, -1, 0)
    z = z - z.max(axis=0)
    return np.moveaxis(z - np.log(np.exp(z).sum(axis=0)), 0, -1)
