# expect: [:, first] reads every row at every class
from celoss import log_softmax


def my_mixup_loss(logits, first, second, share):
    log_p = log_softmax(logits, axis=1)
    return (-share * log_p[:, first] - (1 - share) * log_p[:, second]).mean()
