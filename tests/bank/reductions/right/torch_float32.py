import torch
from torch.nn import functional as F


def my_nll_loss(log_probs, target, reduction):
    return F.nll_loss(torch.as_tensor(log_probs).float(), torch.as_tensor(target), reduction=reduction)
