# expect: The sum runs over the first axis
import numpy as np


def my_entropy(p):
    return sum(-p * np.log(np.where(p > 0, p, 1)))
