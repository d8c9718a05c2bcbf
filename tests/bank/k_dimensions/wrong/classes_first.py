# expect: fills a row with numbers of several classes
from scipy.special import log_softmax


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return -log_softmax(logits)[target]
    log_p = log_softmax(logits.reshape(logits.shape[1], -1), axis=0)
    y = target.reshape(-1)
    return -log_p[y, range(y.size)].mean()
