# expect: summed along the first axis
import torch.nn.functional as F


def my_cross_entropy_nd(logits, target):
    return F.nll_loss(F.log_softmax(logits, dim=0), target)
