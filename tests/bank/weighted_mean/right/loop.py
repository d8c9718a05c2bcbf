import math


def my_weighted_mean(logits, target, weight):
    total = divisor = 0.0
    for row, label in zip(logits.tolist(), target.tolist(), strict=True):
        top = max(row)
        lse = top + math.log(sum(math.exp(z - top) for z in row))
        total += float(weight[label]) * (lse - row[label])
        divisor += float(weight[label])
    return total / divisor
