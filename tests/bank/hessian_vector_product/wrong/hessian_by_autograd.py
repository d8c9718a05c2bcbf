# expect: as much memory as a C x C matrix
import torch
import torch.nn.functional as F


def my_hvp(logits, vector):
    rows = []
    for z, v in zip(torch.as_tensor(logits), torch.as_tensor(vector), strict=True):
        hessian = torch.autograd.functional.hessian(lambda z: F.cross_entropy(z, torch.tensor(0)), z)
        rows.append(hessian @ v)
    return torch.stack(rows)
