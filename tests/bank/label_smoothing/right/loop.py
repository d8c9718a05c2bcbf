import math


def my_smoothed_loss(logits, target, eps):
    total = 0.0
    for scores, y in zip(logits.tolist(), target.tolist(), strict=True):
        top = max(scores)
        lse = top + math.log(sum(math.exp(z - top) for z in scores))
        total += lse - (1 - eps) * scores[y] - eps * sum(scores) / len(scores)
    return total / len(target)
