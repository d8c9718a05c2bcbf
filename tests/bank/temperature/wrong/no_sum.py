# expect: The sum of the exponentials is missing
import numpy as np


def my_temperature(logits, wanted):
    return np.max(logits) / np.log(1 / wanted)
