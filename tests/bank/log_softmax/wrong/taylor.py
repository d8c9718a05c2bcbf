# expect: p - 1 is near log p only where p is near 1
from scipy.special import softmax


def my_log_softmax(logits):
    return softmax(logits, axis=-1) - 1
