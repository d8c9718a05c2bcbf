# expect: The search stays between T = 0 and 10000
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-6, 1e4
    for _ in range(100):
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
