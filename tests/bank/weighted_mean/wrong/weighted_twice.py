# expect: The weights come in twice
from torch.nn import functional as F


def my_weighted_mean(logits, target, weight):
    losses = F.cross_entropy(logits, target, weight, reduction="none")
    w = weight[target]
    return (w * losses).sum() / w.sum()
