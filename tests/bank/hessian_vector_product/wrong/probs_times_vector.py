# expect: This is probs * vector
from scipy.special import softmax


def my_hvp(logits, vector):
    return softmax(logits, axis=1) * vector
