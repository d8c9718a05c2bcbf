# expect: It prints something: return that instead
import numpy as np


def my_resample(target, weight):
    index = np.repeat(np.arange(len(target)), weight[target])
    print(index)
