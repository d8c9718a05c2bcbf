# expect: log_softmax is missing
import torch
from torch.nn import functional as F


def my_smoothed_loss(logits, target, eps):
    hard = F.nll_loss(logits, target)
    return (1 - eps) * hard + eps * torch.mean(-logits)
