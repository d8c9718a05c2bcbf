from celoss import log_softmax
from celoss.gradients import softmax_backward


def my_hvp(logits, vector):
    import numpy as np

    return softmax_backward(vector, np.exp(log_softmax(logits, axis=1)))
