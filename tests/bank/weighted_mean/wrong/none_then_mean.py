# expect: This divides by N
import torch.nn.functional as F


def my_weighted_mean(logits, target, weight):
    losses = F.cross_entropy(logits, target, weight=weight, reduction="none")
    return losses.mean()
