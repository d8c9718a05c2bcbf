import torch
from torch.nn import functional as F


def my_soft_cross_entropy(logits, probs):
    logits, probs = map(torch.as_tensor, (logits, probs))
    losses = []
    for z, t in zip(logits, probs, strict=True):
        seen = t > 0
        losses.append((t[seen] * (torch.logsumexp(z, 0) - z[seen])).sum())
    return F.l1_loss(torch.stack(losses), torch.zeros(len(losses), dtype=torch.float64))
