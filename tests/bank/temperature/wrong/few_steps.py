# expect: is less than two percent off
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-4, 1e4
    for _ in range(12):
        middle = (low * high) ** 0.5
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
