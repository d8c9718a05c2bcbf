# expect: of a smoothed probability: smooth the targets
import numpy as np

from celoss import softmax


def my_smoothed_loss(logits, target, eps):
    probs = softmax(logits, axis=1)
    probs = (1 - eps) * probs + eps / probs.shape[1]
    return -np.log(probs[np.arange(len(target)), target]).mean()
