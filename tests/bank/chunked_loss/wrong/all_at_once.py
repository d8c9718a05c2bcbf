# expect: The logits of all rows are in one array
from torch.nn import functional as F


def my_chunked_loss(head, hidden, target, rows):
    return F.cross_entropy(head(hidden), target)
