import torch
import torch.nn.functional as F


def my_gradient(logits, target, upstream):
    z = torch.as_tensor(logits).clone().requires_grad_()
    loss = F.cross_entropy(z, torch.as_tensor(target))
    (upstream * loss).backward()
    return z.grad
