# expect: have the gradient 0 each
import torch


def my_two_class_loss(gap):
    return torch.relu(gap) + torch.log1p(torch.exp(-torch.abs(gap)))
