# expect: -100 is looked up before it is dropped
import numpy as np
from scipy.special import log_softmax


def my_mean(logits, target, ignore_index):
    losses = -log_softmax(logits, axis=1)[np.arange(len(logits)), target]
    return losses[target != ignore_index].mean()
