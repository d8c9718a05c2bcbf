# expect: Only the first position
import torch.nn.functional as F


def my_cross_entropy_nd(logits, target):
    while logits.ndim > 2:
        logits, target = logits[..., 0], target[..., 0]
    return F.cross_entropy(logits, target)
