# expect: At a gap of 6 the loss is taken to be the gap
import torch


def my_two_class_loss(gap):
    return torch.where(gap >= 5, gap, torch.log1p(torch.exp(gap.clamp(max=5))))
