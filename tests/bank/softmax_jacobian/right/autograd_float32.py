import torch


def my_jacobian(logits):
    logits = torch.as_tensor(logits).float()
    return torch.autograd.functional.jacobian(lambda z: torch.softmax(z, dim=0), logits)
