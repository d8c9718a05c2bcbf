# expect: A probability underflows to 0
import numpy as np

from celoss import softmax


def my_mixup_loss(logits, first, second, share):
    log_probs = np.log(softmax(logits, axis=1))
    rows = np.arange(len(logits))
    one, two = -log_probs[rows, first], -log_probs[rows, second]
    return np.mean(share * one + (1 - share) * two)
