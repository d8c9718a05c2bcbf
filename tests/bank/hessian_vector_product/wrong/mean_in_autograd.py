# expect: This is divided by the number of examples
import torch
from torch.nn import functional as F


def my_hvp(logits, vector):
    z = torch.tensor(logits).requires_grad_()
    loss = F.cross_entropy(z, torch.zeros(len(z), dtype=torch.long))
    (gradient,) = torch.autograd.grad(loss, z, create_graph=True)
    return torch.autograd.grad(gradient, z, torch.as_tensor(vector))[0]
