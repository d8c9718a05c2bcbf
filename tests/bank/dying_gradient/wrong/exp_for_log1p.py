# expect: log(1 + x) is taken to be x
import torch


def my_two_class_loss(gap):
    return torch.relu(gap) + torch.exp(-gap.abs())
