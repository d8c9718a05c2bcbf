# expect: does not require grad
import torch
from torch.nn import functional as F


def my_hvp(logits, vector):
    z = torch.tensor(logits).requires_grad_()
    loss = F.cross_entropy(z, torch.zeros(len(z), dtype=torch.long), reduction="sum")
    (gradient,) = torch.autograd.grad(loss, z)
    return torch.autograd.grad(gradient, z, torch.as_tensor(vector))[0]
