# expect: Only the first example counts here
from celoss import cross_entropy


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return cross_entropy(logits, target)
    total = 0
    for n in range(len(logits)):
        total += cross_entropy(logits[n : n + 1], target[n : n + 1])
        return total
