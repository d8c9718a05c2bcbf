# expect: The gap is added to a number near it
import torch
from torch.nn import functional as F


def my_two_class_loss(gap):
    return F.binary_cross_entropy_with_logits(gap, torch.zeros_like(gap), reduction="none")
