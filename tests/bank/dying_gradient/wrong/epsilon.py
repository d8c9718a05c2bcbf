# expect: losses: At index [0] it is 13.8155, and should be 96.
import torch


def my_two_class_loss(gap):
    return -torch.log(torch.sigmoid(-gap) + 1e-6)
