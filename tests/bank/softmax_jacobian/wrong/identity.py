# expect: That is the identity
import numpy as np


def my_jacobian(logits):
    return np.eye(len(logits))
