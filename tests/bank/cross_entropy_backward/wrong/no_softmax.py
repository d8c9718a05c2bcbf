# expect: take their softmax first
import numpy as np


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    return upstream * (logits - one_hot) * kept[:, None] / max(kept.sum(), 1)
