# expect: T has to fall. Does the search go the right way
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-6, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            high = middle
        else:
            low = middle
    return middle
