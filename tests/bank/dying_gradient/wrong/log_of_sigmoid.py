# expect: in a sigmoid, too
import torch


def my_two_class_loss(gap):
    return -torch.log(torch.sigmoid(-gap))
