# expect: Ignored rows are counted and get a gradient
import torch
from torch.nn import functional as F


def my_gradient(logits, target, upstream):
    z = torch.tensor(logits).requires_grad_()
    (upstream * F.cross_entropy(z, torch.as_tensor(target).clamp(0))).backward()
    return z.grad
