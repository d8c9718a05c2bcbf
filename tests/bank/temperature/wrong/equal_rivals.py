# expect: This formula takes the other scores to be equal
import math


def my_temperature(logits, wanted):
    *others, top = sorted(logits)
    gap = top - sum(others) / len(others)
    return gap / (math.log(wanted) + math.log(len(others)) - math.log(1 - wanted))
