import numpy as np


def my_cross_entropy_nd(logits, target):
    losses = []
    for index in np.ndindex(target.shape):
        z = logits[(*index[:1], slice(None), *index[1:])]
        gaps = z - z[target[index]]
        losses.append(np.logaddexp.reduce(gaps))
    return np.mean(losses)
