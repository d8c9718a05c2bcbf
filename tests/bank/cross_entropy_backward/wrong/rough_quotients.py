# expect: A difference over a step of 0.0001
import numpy as np
import torch
from torch.nn import functional as F


def my_gradient(logits, target, upstream):
    z, y = torch.as_tensor(logits), torch.as_tensor(target)
    if (y == -100).all():
        return np.zeros(logits.shape)
    base = F.cross_entropy(z, y)
    flat = torch.zeros(z.numel(), dtype=z.dtype)
    for i, direction in enumerate(torch.eye(z.numel(), dtype=z.dtype)):
        flat[i] = (F.cross_entropy(z + 1e-4 * direction.reshape(z.shape), y) - base) / 1e-4
    return upstream * flat.reshape(z.shape)
