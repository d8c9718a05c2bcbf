# expect: averages over the classes too
import torch.nn.functional as F


def my_cross_entropy_nd(logits, target):
    dim = min(1, logits.dim() - 1)
    one_hot = F.one_hot(target, logits.shape[dim]).movedim(-1, dim)
    return -(one_hot * logits.log_softmax(dim)).mean()
