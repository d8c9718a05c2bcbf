# expect: The logits of all rows are in one array
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    return checkpoint(lambda h, y: F.cross_entropy(head(h), y), hidden, target, use_reentrant=False)
