# expect: is less than two percent off
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 0, 1e5
    while True:
        middle = (low + high) / 2
        largest = softmax(logits / middle).max()
        if abs(largest - wanted) < 1e-3:
            return middle
        if largest > wanted:
            low = middle
        else:
            high = middle
