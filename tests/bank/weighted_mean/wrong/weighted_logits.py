# expect: The weights multiply the logits
import torch.nn.functional as F


def my_weighted_mean(logits, target, weight):
    return F.cross_entropy(logits * weight, target)
