# expect: divides by the number of examples
import torch.nn.functional as F


def my_cross_entropy_nd(logits, target):
    if logits.dim() == 1:
        logits, target = logits[None], target[None]
    return F.cross_entropy(logits, target, reduction="sum") / logits.size(0)
