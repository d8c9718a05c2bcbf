# expect: Only the target's own logit
import numpy as np
from scipy.special import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    one_hot = np.zeros(logits.shape)
    one_hot[kept, target[kept]] = 1
    p = softmax(logits, axis=1)
    return upstream * (p - 1) * one_hot / max(kept.sum(), 1)
