# expect: the gap itself, where it is positive, is missing
import torch


def my_two_class_loss(gap):
    return torch.log1p(torch.exp(-torch.abs(gap)))
