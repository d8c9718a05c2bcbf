# expect: The search stays between T = 0 and 50
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 0.0, 50.0
    while high - low > 1e-8:
        middle = (low + high) / 2
        if softmax(logits / middle).max() < wanted:
            high = middle
        else:
            low = middle
    return (low + high) / 2
