# expect: A gap clamped to at least -20
from torch.nn import functional as F


def my_two_class_loss(gap):
    return F.softplus(gap.clamp(min=-20))
