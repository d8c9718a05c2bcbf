import math


def one(p, q):
    total = 0.0
    for x, y in zip(p, q, strict=True):
        if x == 0:
            continue
        total += x * math.log(x / y) if y else math.inf
    return total


def my_kl(p, q):
    if p.ndim == 1:
        return one(p, q)
    return [one(*rows) for rows in zip(p, q, strict=True)]
