# expect: This is the sum
import numpy as np


def my_cross_entropy(logits, target):
    loss = 0
    for z, y in zip(logits, target, strict=True):
        m = z.max()
        loss += m + np.log(np.exp(z - m).sum()) - z[y]
    return loss
