import math


def my_temperature(logits, wanted):
    scores = sorted(map(float, logits))
    gaps = [scores[-1] - z for z in scores]
    low, high = -60.0, 60.0
    while high - low > 1e-9:
        middle = 0.5 * (low + high)
        total = sum(math.exp(-gap * math.exp(-middle)) for gap in gaps)
        if total * wanted < 1:
            low = middle
        else:
            high = middle
    return math.exp(low)
