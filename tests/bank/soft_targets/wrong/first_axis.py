# expect: summed over the examples: the classes are axis 1
import torch
from torch.nn import functional as F


def my_soft_cross_entropy(logits, probs):
    log_probs = F.log_softmax(logits, dim=0)
    return -torch.where(probs > 0, probs * log_probs, 0).sum(dim=1).mean()
