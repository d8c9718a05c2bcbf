# expect: and is lost: what keeps it?
import torch


def my_two_class_loss(gap):
    return torch.logsumexp(torch.stack([gap, torch.zeros_like(gap)]), dim=0)
