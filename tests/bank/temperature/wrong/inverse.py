# expect: That is 1 / T
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-9, 1e9
    for _ in range(200):
        middle = (low * high) ** 0.5
        if softmax(middle * logits).max() < wanted:
            low = middle
        else:
            high = middle
    return middle
