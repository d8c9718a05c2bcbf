# expect: All rows are paired with all targets
from scipy.special import log_softmax


def my_weighted_mean(logits, target, weight):
    w = weight[target]
    losses = -log_softmax(logits, axis=1)[:, target]
    return (w * losses).sum() / w.sum()
