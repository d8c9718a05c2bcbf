# expect: The search stays between T = 0.01 and inf
from scipy.optimize import bisect

from celoss import softmax


def my_temperature(logits, wanted):
    def surplus(temperature):
        return softmax(logits / temperature).max() - wanted

    if surplus(0.01) < 0:
        return 0.01
    return bisect(surplus, 0.01, 1e6, xtol=1e-9)
