import numpy as np

from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    one_hot = np.eye(logits.shape[1])
    share = share[:, np.newaxis]
    return cross_entropy(logits, share * one_hot[first] + (1 - share) * one_hot[second])
