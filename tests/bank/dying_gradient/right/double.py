import torch


def my_two_class_loss(gap):
    wide = gap.double()
    return (wide + wide.abs()) / 2 + torch.special.xlog1py(torch.ones_like(wide), torch.exp(-wide.abs()))
