# expect: these are the first ones
import numpy as np


def my_masked_mean(log_probs, target, mask):
    length = int(np.sum(mask))
    losses = [-log_probs[n, target[n]] for n in range(length)]
    return sum(losses) / length
