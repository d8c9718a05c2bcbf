# expect: Only the most likely class of each target counts
import torch
from torch.nn import functional as F


def my_soft_cross_entropy(logits, probs):
    hard = torch.topk(probs, 1, dim=1).indices.flatten()
    return F.cross_entropy(logits, hard)
