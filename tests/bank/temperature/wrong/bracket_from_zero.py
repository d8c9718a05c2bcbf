# expect: The search stays between T = 0 and 10
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 0, 10
    for _ in range(60):
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
