# expect: This divides by the length of the first axis
from torch.nn import functional as F


def my_cross_entropy_nd(logits, target):
    total = F.cross_entropy(logits, target, reduction="sum")
    return total / logits.shape[0]
