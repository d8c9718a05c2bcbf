import numpy as np

from celoss import softmax


def my_hvp(logits, vector):
    p = softmax(logits, axis=1)
    N, C = p.shape
    product = np.zeros((N, C))
    for n in range(N):
        for i in range(C):
            for j in range(C):
                product[n, i] += p[n, i] * ((i == j) - p[n, j]) * vector[n, j]
    return product
