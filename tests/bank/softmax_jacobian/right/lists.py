import math


def my_jacobian(logits):
    scores = [float(z) for z in logits]
    exps = [math.exp(z - max(scores)) for z in scores]
    p = [e / math.fsum(exps) for e in exps]
    return [[p[k] * ((k == j) - p[j]) for j in range(len(p))] for k in range(len(p))]
