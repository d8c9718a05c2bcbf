# expect: Rare classes have more copies here
import numpy as np


def my_resample(target, weight):
    counts = np.bincount(target)
    copies = [counts.max() // counts[label] for label in target]
    return np.repeat(range(len(target)), copies)
