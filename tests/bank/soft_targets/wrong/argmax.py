# expect: Only the most likely class
import numpy as np

from celoss import log_softmax


def my_soft_cross_entropy(logits, probs):
    target = np.argmax(probs, axis=1)
    return -log_softmax(logits, axis=1)[np.arange(len(logits)), target].mean()
