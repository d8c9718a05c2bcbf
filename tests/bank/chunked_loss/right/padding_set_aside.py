from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    """Leaves out the ignored rows first, so that every chunk is full, and weighs the means of the chunks."""
    hidden, target = hidden[target != -100], target[target != -100]
    loss = 0
    for h, y in zip(hidden.split(rows), target.split(rows), strict=True):
        mean = checkpoint(lambda a, b: F.cross_entropy(head(a), b), h, y, use_reentrant=False)
        loss = loss + mean * len(y) / len(target)
    return loss
