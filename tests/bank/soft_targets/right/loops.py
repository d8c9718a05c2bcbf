import math


def my_soft_cross_entropy(logits, probs):
    total = 0.0
    for scores, truth in zip(logits.tolist(), probs.tolist(), strict=True):
        top = max(scores)
        lse = top + math.log(sum(math.exp(z - top) for z in scores))
        total += sum(t * (lse - z) for z, t in zip(scores, truth, strict=True) if t)
    return total / len(logits)
