# expect: left out of all rows
import numpy as np


def my_entropy(p):
    if len(p.shape) == 1:
        return -sum(x * np.log(x) for x in p if x > 0)
    columns = [column for column in p.T if (column > 0).all()]
    return -sum(column * np.log(column) for column in columns)
