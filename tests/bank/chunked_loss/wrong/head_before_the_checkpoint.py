# expect: made within a checkpoint, they are dropped
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    total = 0
    for h, labels in zip(hidden.split(rows), target.split(rows), strict=True):
        total = total + checkpoint(F.cross_entropy, head(h), labels, None, None, -100, None, "sum", use_reentrant=False)
    return total / (target != -100).sum()
