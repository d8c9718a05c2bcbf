# expect: softmax rounds to 1
import torch


def my_two_class_loss(gap):
    logits = torch.stack([torch.zeros_like(gap), gap], dim=1)
    return -torch.log(torch.softmax(logits, dim=1))[:, 0]
