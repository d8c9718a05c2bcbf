# expect: That is the gradient, sigmoid(gap)
import torch


def my_two_class_loss(gap):
    return torch.sigmoid(gap)
