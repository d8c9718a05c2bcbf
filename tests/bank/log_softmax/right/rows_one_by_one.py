import math

import numpy as np


def my_log_softmax(logits):
    rows = logits.reshape(-1, logits.shape[-1])
    out = np.zeros(rows.shape)
    for n in range(len(rows)):
        m = max(rows[n])
        total = sum(math.exp(z - m) for z in rows[n])
        for k in range(rows.shape[1]):
            out[n, k] = rows[n, k] - m - math.log(total)
    return out.reshape(logits.shape)
