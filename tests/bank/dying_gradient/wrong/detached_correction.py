# expect: The correction is detached
import torch


def my_two_class_loss(gap):
    top = torch.maximum(gap, torch.zeros_like(gap))
    return top + torch.log1p(torch.exp(-gap.abs())).detach()
