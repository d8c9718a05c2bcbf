# expect: that the model predicts
import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    losses = cross_entropy(logits, target, reduction="none")
    return np.average(losses, weights=weight[np.argmax(logits, axis=1)])
