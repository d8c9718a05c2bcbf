# expect: the correction, at most log 2, is missing
import torch


def my_two_class_loss(gap):
    return torch.clamp(gap, min=0)
