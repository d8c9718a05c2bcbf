# expect: [:, target] reads every row at every target
from celoss import log_softmax


def my_smoothed_loss(logits, target, eps):
    log_p = log_softmax(logits, axis=1)
    hard = -log_p[:, target].mean()
    return (1 - eps) * hard + eps * -log_p.mean()
