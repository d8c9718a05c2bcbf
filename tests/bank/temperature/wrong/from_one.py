# expect: The search stays between T = 1 and inf
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1.0, 1e6
    while high - low > 1e-7:
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
