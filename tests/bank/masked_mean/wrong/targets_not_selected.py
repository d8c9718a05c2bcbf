# expect: but not their targets
import numpy as np


def my_masked_mean(log_probs, target, mask):
    kept = log_probs[mask[:, 0] == 1]
    return -np.mean([row[target[n]] for n, row in enumerate(kept)])
