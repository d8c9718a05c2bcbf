import math


def my_entropy(p):
    rows = p.tolist()
    if p.ndim == 1:
        return -math.fsum(x * math.log(x) for x in rows if x)
    return [-math.fsum(x * math.log(x) for x in row if x) for row in rows]
