# expect: 1e-06 added to the probability
import torch


def my_two_class_loss(gap):
    return -torch.log(torch.sigmoid(-gap) + 1e-6)
