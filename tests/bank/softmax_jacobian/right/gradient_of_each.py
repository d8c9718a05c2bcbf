import torch


def my_jacobian(logits):
    z = torch.tensor(logits, requires_grad=True)
    p = torch.softmax(z, dim=0)
    return torch.stack([torch.autograd.grad(p[k], z, retain_graph=True)[0] for k in range(len(z))])
