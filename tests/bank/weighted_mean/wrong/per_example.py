# expect: sum them
import torch.nn.functional as F


def my_weighted_mean(logits, target, weight):
    losses = F.cross_entropy(logits, target, weight, reduction="none")
    return losses / weight[target].sum()
