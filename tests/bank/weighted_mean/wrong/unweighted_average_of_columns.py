# expect: with the weights of their rows
from celoss import log_softmax


def my_weighted_mean(logits, target, weight):
    w = weight[target][:, None]
    return -(w * log_softmax(logits)).sum() / w.sum() / logits.shape[1]
