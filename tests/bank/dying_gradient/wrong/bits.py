# expect: The loss is in bits
import torch


def my_two_class_loss(gap):
    zero = torch.zeros_like(gap)
    return torch.logaddexp(gap, zero) / torch.log(torch.tensor(2.0))
