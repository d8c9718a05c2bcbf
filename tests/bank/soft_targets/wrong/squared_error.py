# expect: squared error of the probabilities
from celoss import softmax


def my_soft_cross_entropy(logits, probs):
    difference = softmax(logits, axis=1) - probs
    return (difference * difference).sum(axis=1).mean()
