# expect: Every line weighs alike
import numpy as np

from celoss import cross_entropy


def my_perplexity(logits, target):
    means = []
    for n in range(len(target)):
        means.append(cross_entropy(logits[n : n + 1], target[n : n + 1]))
    return np.exp(np.mean(means))
