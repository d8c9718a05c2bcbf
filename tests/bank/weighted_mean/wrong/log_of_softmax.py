# expect: Probabilities round to 0
import numpy as np
from scipy.special import softmax


def my_weighted_mean(logits, target, weight):
    probs = softmax(logits, axis=1)
    losses = [-np.log(p[label]) for p, label in zip(probs, target, strict=True)]
    return np.average(losses, weights=[weight[label] for label in target])
