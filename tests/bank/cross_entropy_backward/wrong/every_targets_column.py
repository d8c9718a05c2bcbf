# expect: takes 1 off in every row
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    N = logits.shape[0]
    p = softmax(logits, axis=1)
    p[:, target] -= 1
    return p * upstream / N
