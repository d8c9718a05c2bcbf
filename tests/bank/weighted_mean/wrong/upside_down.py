# expect: turned upside down
import numpy as np

from celoss import cross_entropy


def my_weighted_mean(logits, target, weight):
    return np.average(cross_entropy(logits, target, reduction="none"), weights=1 / weight[target])
