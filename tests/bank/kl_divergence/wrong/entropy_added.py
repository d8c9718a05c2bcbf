# expect: The entropy is added to the cross-entropy
import numpy as np


def my_kl(p, q):
    cross_entropy = -(p * np.log(q)).sum(axis=-1)
    entropy = -(p * np.log(np.where(p > 0, p, 1))).sum(axis=-1)
    return cross_entropy + entropy
