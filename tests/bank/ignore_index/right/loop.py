import math


def my_mean(logits, target, ignore_index):
    total, count = 0.0, 0
    for row, y in zip(logits.tolist(), target.tolist(), strict=True):
        if y == ignore_index:
            continue
        top = max(row)
        total += top + math.log(sum(math.exp(z - top) for z in row)) - row[y]
        count += 1
    return total / count
