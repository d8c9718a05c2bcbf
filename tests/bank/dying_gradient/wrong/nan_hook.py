# expect: A gradient that is nan is made 0
import torch


def my_two_class_loss(gap):
    if gap.requires_grad:
        gap = gap * 1
        gap.register_hook(torch.nan_to_num)
    return torch.where(gap > 20, gap, torch.log1p(torch.exp(gap)))
