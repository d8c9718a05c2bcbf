import torch
from torch.nn import functional as F


def my_mean(logits, target, ignore_index):
    logits, target = torch.as_tensor(logits).float(), torch.as_tensor(target)
    return F.cross_entropy(logits, target, ignore_index=ignore_index)
