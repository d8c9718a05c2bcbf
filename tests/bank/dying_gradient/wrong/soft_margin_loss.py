# expect: exp(gap) overflows
import torch
from torch.nn import functional as F


def my_two_class_loss(gap):
    return F.soft_margin_loss(-gap, torch.ones_like(gap), reduction="none")
