# expect: The last class gets the wanted probability
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 1e-9, 1e9
    for _ in range(100):
        middle = (low * high) ** 0.5
        if softmax(logits / middle)[-1] > wanted:
            low = middle
        else:
            high = middle
    return middle
