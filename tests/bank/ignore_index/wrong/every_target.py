# expect: [:, target] reads every row at every target
from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    keep = target != ignore_index
    return -log_softmax(logits[keep], axis=1)[:, target[keep]].mean()
