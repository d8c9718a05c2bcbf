# expect: have the gradient 0 each
import torch


def my_two_class_loss(gap):
    small = torch.log1p(torch.exp(-gap.abs()))
    return torch.where(gap > 0, gap + small, small)
