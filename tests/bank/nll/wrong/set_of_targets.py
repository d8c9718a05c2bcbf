# expect: lose their order
import numpy as np


def my_nll(log_probs, target):
    return -np.mean([log_probs[n, label] for n, label in enumerate(sorted(set(target.tolist())))])
