import torch
import torch.nn.functional as F


def my_shares(target, weight):
    logits = torch.zeros(len(target), len(weight), dtype=weight.dtype, requires_grad=True)
    (plain,) = torch.autograd.grad(F.cross_entropy(logits, target, reduction="sum"), logits)
    (weighted,) = torch.autograd.grad(F.cross_entropy(logits, target, weight), logits)
    return weighted[:, 0] / plain[:, 0]
