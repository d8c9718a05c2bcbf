# expect: The sign of upstream is lost
import numpy as np

from celoss.gradients import cross_entropy_gradient


def my_gradient(logits, target, upstream):
    return cross_entropy_gradient(logits, target, upstream=np.abs(upstream))
