# expect: The number of classes is taken from the targets
import torch
from torch.nn import functional as F


def my_cross_entropy_nd(logits, target):
    logits, target = torch.as_tensor(logits), torch.as_tensor(target)
    dim = min(1, logits.ndim - 1)
    one_hot = F.one_hot(target, int(target.max()) + 1).movedim(-1, dim)
    return -(one_hot * logits.log_softmax(dim)).sum(dim).mean()
