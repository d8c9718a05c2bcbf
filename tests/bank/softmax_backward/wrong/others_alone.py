# expect: the diagonal of the Jacobian is missing
import numpy as np


def my_softmax_backward(upstream, probs):
    into_logits = np.zeros(probs.shape)
    N, C = probs.shape
    for n in range(N):
        for j in range(C):
            for k in range(C):
                if j != k:
                    into_logits[n, k] -= upstream[n, j] * probs[n, j] * probs[n, k]
    return into_logits
