# expect: The loss is a list
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    def part(h, y):
        return F.cross_entropy(head(h), y, reduction="sum") / (target != -100).sum()

    pairs = zip(hidden.split(rows), target.split(rows), strict=True)
    return [checkpoint(part, h, y, use_reentrant=False) for h, y in pairs]
