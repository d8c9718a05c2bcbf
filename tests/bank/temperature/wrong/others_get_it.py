# expect: The other classes together get
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-9, 1e9
    for _ in range(100):
        middle = (low * high) ** 0.5
        probs = softmax(logits / middle)
        if probs.sum() - probs.max() < wanted:
            low = middle
        else:
            high = middle
    return middle
