# expect: The probabilities of the two classes are mixed
import numpy as np

from celoss import softmax


def my_mixup_loss(logits, first, second, share):
    probs = softmax(logits, axis=1)
    rows = np.arange(len(probs))
    mixed = share * probs[rows, first] + (1 - share) * probs[rows, second]
    return -np.log(mixed).mean()
