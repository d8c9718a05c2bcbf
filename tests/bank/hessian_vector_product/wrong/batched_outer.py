# expect: as much memory as a C x C matrix
import numpy as np

from celoss import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1).astype(np.float32)
    jacobians = np.einsum("ni,nj->nij", p, p)
    return p * vector - np.einsum("nij,nj->ni", jacobians, vector)
