# expect: The largest score of all rows is subtracted
import numpy as np


def my_mean(logits, target, ignore_index):
    mask = target != ignore_index
    z, y = logits[mask], target[mask]
    z = z - z.max()
    lse = np.log(np.sum(np.exp(z), axis=1))
    return np.mean(lse - z[np.arange(len(y)), y])
