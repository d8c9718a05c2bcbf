# expect: summed over the examples: the classes are axis 1
from scipy.special import log_softmax


def my_mixup_loss(logits, first, second, share):
    log_p = log_softmax(logits, axis=0)
    total = 0.0
    for n in range(len(share)):
        total -= share[n] * log_p[n, first[n]] + (1 - share[n]) * log_p[n, second[n]]
    return total / len(share)
