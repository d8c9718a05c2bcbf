# expect: A floor of 1e-07
import torch


def my_two_class_loss(gap):
    p = torch.sigmoid(-gap)
    return -torch.log(p.clamp(min=1e-7))
