import math

import numpy as np


def my_gradient(logits, target, upstream):
    n_kept = sum(1 for y in target if y != -100)
    out = []
    for z, y in zip(logits, target, strict=True):
        if y == -100:
            out.append([0.0] * len(z))
            continue
        top = max(z)
        exps = [math.exp(v - top) for v in z]
        row = [e / sum(exps) for e in exps]
        row[y] -= 1
        out.append([upstream * r / n_kept for r in row])
    return np.array(out)
