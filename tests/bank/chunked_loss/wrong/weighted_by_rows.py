# expect: Each mean is weighted by all rows
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    def part(hidden, target):
        return F.cross_entropy(head(hidden), target)

    total = 0
    for chunk, labels in zip(hidden.split(rows), target.split(rows), strict=True):
        total = total + checkpoint(part, chunk, labels, use_reentrant=False) * len(labels) / len(target)
    return total
