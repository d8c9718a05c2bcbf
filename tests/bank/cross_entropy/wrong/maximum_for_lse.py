# expect: more than its largest term
import numpy as np


def my_cross_entropy(logits, target):
    return np.mean([max(row) - row[label] for row, label in zip(logits, target, strict=True)])
