# expect: the scores are put in
import numpy as np


def my_jacobian(logits):
    return np.diag(logits) - np.outer(logits, logits)
