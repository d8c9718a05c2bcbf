# expect: could not be broadcast
import numpy as np

from celoss import log_softmax


def my_mixup_loss(logits, first, second, share):
    C = 1 + max(first[0], second[0])
    target = share[:, None] * np.eye(C)[first % C] + (1 - share[:, None]) * np.eye(C)[second % C]
    return -(target * log_softmax(logits, axis=1)).sum(axis=1).mean()
