import numpy as np


def my_cross_entropy(logits, target):
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    one_hot = np.eye(logits.shape[1])[target]
    return -(one_hot * log_probs).sum() / logits.shape[0]
