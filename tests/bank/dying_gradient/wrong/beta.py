# expect: At a gap of 2 already
from torch.nn import functional as F


def my_two_class_loss(gap):
    return F.softplus(gap, beta=1, threshold=1.5)
