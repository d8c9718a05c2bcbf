# expect: the other terms of the sum are missing
def my_logsumexp(logits):
    return logits.max(axis=1)
