# expect: That is the sigmoid of each score
from scipy.special import expit


def my_softmax(logits, axis):
    return expit(logits)
