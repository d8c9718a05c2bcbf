# expect: Softmax is applied twice
import torch
from torch.nn import functional as F


def my_mean(logits, target, ignore_index):
    mask = target != ignore_index
    return F.cross_entropy(torch.softmax(logits[mask], dim=1), target[mask])
