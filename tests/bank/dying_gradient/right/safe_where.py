import torch


def my_two_class_loss(gap):
    large = gap > 20
    safe = torch.where(large, 0.0, gap)
    return torch.where(large, gap, torch.log1p(torch.exp(safe)))
