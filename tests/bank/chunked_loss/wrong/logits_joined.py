# expect: The logits of all rows are in one array
import torch
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


def my_chunked_loss(head, hidden, target, rows):
    logits = torch.cat([checkpoint(head, chunk, use_reentrant=False) for chunk in hidden.split(rows)])
    return F.cross_entropy(logits, target)
