# expect: every chunk weighs alike, whatever it keeps. The logits of every chunk are held
from torch.nn import functional as F


def my_chunked_loss(head, hidden, target, rows):
    def part(hidden, target):
        return F.cross_entropy(head(hidden), target)

    total = 0
    for chunk, labels in zip(hidden.split(rows), target.split(rows), strict=True):
        total = total + part(chunk, labels)
    return total / len(target.split(rows))
