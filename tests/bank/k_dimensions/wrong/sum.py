# expect: the mean over all positions is wanted
import torch.nn.functional as F


def my_cross_entropy_nd(logits, target):
    return F.cross_entropy(logits, target, reduction="sum")
