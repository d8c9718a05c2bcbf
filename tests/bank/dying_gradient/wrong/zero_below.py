# expect: At a gap of -20 the loss is 0
import torch


def my_two_class_loss(gap):
    top = torch.maximum(gap, torch.zeros_like(gap))
    loss = top + torch.log1p(torch.exp(-gap.abs()))
    return torch.where(gap < -15, torch.zeros_like(gap), loss)
