from math import exp, fsum, log


def my_mean(logits, target, ignore_index):
    losses = []
    for row, y in zip(logits.tolist(), target.tolist(), strict=True):
        if y == ignore_index:
            continue
        top = max(row)
        losses.append(top + log(fsum(exp(z - top) for z in row)) - row[y])
    return fsum(losses) / len(losses)
