# expect: or its p ** p as 1
import numpy as np


def my_entropy(p):
    # 0 ** 0 is 1
    return -np.log(np.prod(p**p, axis=-1))
