# expect: A floor of 1e-06
import torch


def my_two_class_loss(gap):
    return -torch.log(torch.sigmoid(-gap) + 1e-6)
