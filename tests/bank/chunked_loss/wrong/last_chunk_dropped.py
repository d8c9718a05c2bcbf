# expect: A last chunk that is smaller is left out
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    total = 0
    for i in range(len(target) // rows):
        part = slice(i * rows, i * rows + rows)
        total += checkpoint(
            lambda h, y: F.cross_entropy(head(h), y, reduction="sum"), hidden[part], target[part], use_reentrant=False
        )
    return total / (target != -100).sum()
