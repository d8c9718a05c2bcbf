# expect: The log-sum-exps have lost their axis
from celoss import logsumexp


def my_log_softmax(logits):
    return logits - logsumexp(logits, axis=-1)
