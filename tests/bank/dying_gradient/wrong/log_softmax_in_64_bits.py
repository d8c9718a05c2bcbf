# expect: is a small term added to 1 and lost
import torch


def my_two_class_loss(gap):
    logits = torch.stack([gap, torch.zeros_like(gap)], dim=1).double()
    return -torch.log_softmax(logits, dim=1)[:, 1].float()
