# expect: The first class gets the wanted probability
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        if softmax(logits / middle)[0] > wanted:
            low = middle
        else:
            high = middle
    return middle
