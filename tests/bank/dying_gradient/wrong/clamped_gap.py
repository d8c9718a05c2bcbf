# expect: A gap clamped at 80
import torch


def my_two_class_loss(gap):
    return torch.log1p(torch.exp(gap.clamp(max=80)))
