# expect: This takes the diagonal
from scipy.special import log_softmax


def my_cross_entropy(logits, target):
    return -log_softmax(logits, axis=1).diagonal().mean()
