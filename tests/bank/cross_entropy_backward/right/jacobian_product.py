import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    into_log_probs = np.zeros(logits.shape)
    into_log_probs[kept, target[kept]] = -upstream / max(np.count_nonzero(kept), 1)
    row_sums = into_log_probs.sum(axis=1, keepdims=True)
    return into_log_probs - softmax(logits, axis=1) * row_sums
