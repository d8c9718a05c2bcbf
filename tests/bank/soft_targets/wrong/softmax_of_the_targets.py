# expect: take no softmax of them
import torch
from torch.nn import functional as F


def my_soft_cross_entropy(logits, probs):
    return F.cross_entropy(logits, torch.softmax(probs, dim=1))
