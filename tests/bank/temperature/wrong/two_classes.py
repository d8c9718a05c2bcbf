# expect: This is the formula for two classes
import numpy as np


def my_temperature(logits, wanted):
    first, second = np.sort(logits)[::-1][:2]
    return (first - second) / np.log(wanted / (1 - wanted))
