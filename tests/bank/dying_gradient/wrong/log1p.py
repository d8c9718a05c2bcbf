# expect: exp(gap) overflows
import torch


def my_two_class_loss(gap):
    return torch.log1p(torch.exp(gap))
