# expect: All of a low row rounds to 0
import numpy as np


def my_logsumexp(logits):
    results = []
    for row in logits:
        largest = 0
        for z in row:
            if z > largest:
                largest = z
        total = 0
        for z in row:
            total += np.exp(z - largest)
        results.append(largest + np.log(total))
    return np.array(results)
