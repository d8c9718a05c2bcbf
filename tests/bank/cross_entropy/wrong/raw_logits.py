# expect: the log-sum-exp is missing
from celoss import nll_loss


def my_cross_entropy(logits, target):
    return nll_loss(logits, target)
