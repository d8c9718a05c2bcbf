import torch
from torch.nn import functional as F


def my_cross_entropy(logits, target):
    one_hot = F.one_hot(target, logits.shape[1]).to(logits.dtype)
    chosen = torch.einsum("nc,nc->n", one_hot, logits)
    return (torch.logsumexp(logits, 1) - chosen).sum() / len(chosen)
