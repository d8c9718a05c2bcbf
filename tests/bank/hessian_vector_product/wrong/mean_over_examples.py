# expect: divided by the number of examples
import torch
import torch.nn.functional as F


def my_hvp(logits, vector):
    z = torch.tensor(logits, requires_grad=True)
    loss = F.cross_entropy(z, torch.zeros(len(z)).long())
    (g,) = torch.autograd.grad(loss, z, create_graph=True)
    return torch.autograd.grad(g, z, torch.tensor(vector))[0]
