# expect: A kept place may have a loss of 0
import numpy as np


def my_mean(logits, target, ignore_index):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    losses = np.zeros(len(target))
    for n in range(len(target)):
        if target[n] != ignore_index:
            losses[n] = -log_probs[n, target[n]]
    return losses[losses > 0].mean()
