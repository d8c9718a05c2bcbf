# expect: The diagonal of the Jacobian is counted twice
import numpy as np


def my_softmax_backward(upstream, probs):
    own = upstream * probs * (1 - probs)
    others = np.array([-p * np.dot(g, p) for g, p in zip(upstream, probs, strict=True)])
    return own + others
