# expect: The average runs over the classes too
import numpy as np

from celoss import log_softmax


def my_mixup_loss(logits, first, second, share):
    one_hot = np.eye(logits.shape[1])
    target = share[:, None] * one_hot[first] + (1 - share)[:, None] * one_hot[second]
    return -(target * log_softmax(logits, axis=1)).mean()
