# expect: give exp nothing above 0 in either
import torch


def my_two_class_loss(gap):
    behind = gap + torch.log1p(torch.exp(-gap))
    ahead = torch.log1p(torch.exp(gap))
    return torch.where(gap >= 0, behind, ahead)
