# expect: The search stays between T = 0.01 and 100
from celoss import softmax


def my_temperature(logits, wanted):
    low, high = 0.01, 100
    while high - low > 1e-9:
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
