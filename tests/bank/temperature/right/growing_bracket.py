from celoss import softmax


def my_temperature(logits, wanted):
    low = high = 1.0
    while softmax(logits / low).max() < wanted:
        low /= 2
    while softmax(logits / high).max() > wanted:
        high *= 2
    while high / low > 1 + 1e-6:
        middle = (low + high) / 2
        if softmax(logits / middle).max() > wanted:
            low = middle
        else:
            high = middle
    return middle
