# expect: In backward the last chunk is computed over and over
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    def part():
        return F.cross_entropy(head(chunk), labels, reduction="sum")

    total = kept = 0
    for chunk, labels in zip(hidden.split(rows), target.split(rows), strict=True):
        total = total + checkpoint(part, use_reentrant=False)
        kept = kept + (labels[: len(chunk)] != -100).sum()
    return total / kept
