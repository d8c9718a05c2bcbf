# expect: A gap clamped between -30 and 30
import torch


def my_two_class_loss(gap):
    gap = torch.clamp(gap, -30, 30)
    return torch.log1p(torch.exp(gap))
