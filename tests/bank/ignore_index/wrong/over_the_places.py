# expect: The exponentials are summed over the places
import numpy as np


def my_mean(logits, target, ignore_index):
    rows = np.where(target != ignore_index)[0]
    z = logits[rows]
    top = z.max(axis=0)
    log_probs = z - top - np.log(np.exp(z - top).sum(axis=0))
    return -sum(log_probs[i, target[n]] for i, n in enumerate(rows)) / len(rows)
