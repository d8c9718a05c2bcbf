# expect: the logarithm is missing
import torch.nn.functional as F


def my_cross_entropy(logits, target):
    return F.nll_loss(F.softmax(logits, dim=-1), target)
