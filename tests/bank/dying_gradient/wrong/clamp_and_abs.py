# expect: has the gradient 1, and abs 0
import torch


def my_two_class_loss(gap):
    return gap.clamp(min=0) + torch.log1p(torch.exp(-gap.abs()))
