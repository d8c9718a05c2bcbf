# expect: Class 0 is left out too
import numpy as np

from celoss import cross_entropy


def my_mean(logits, target, ignore_index):
    counted = np.logical_and(target != ignore_index, target != 0)
    return cross_entropy(logits[counted], target[counted])
