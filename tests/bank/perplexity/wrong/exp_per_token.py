# expect: The exp of every token is averaged
import numpy as np

from celoss import softmax


def my_perplexity(logits, target):
    probs = softmax(logits, axis=1)
    choices = []
    for n in range(target.shape[0]):
        for t in range(target.shape[1]):
            if target[n, t] != -100:
                choices.append(1 / probs[n, target[n, t], t])
    return np.mean(choices)
