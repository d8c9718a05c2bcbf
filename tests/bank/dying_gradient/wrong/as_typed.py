# expect: rounds to 1 at small gaps
import torch


def my_two_class_loss(gap):
    return torch.log(1 + torch.exp(gap))
