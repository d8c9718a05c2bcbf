# expect: backward still goes through both branches
import torch


def my_two_class_loss(gap):
    return torch.where(gap > 20, gap, torch.log1p(torch.exp(gap)))
