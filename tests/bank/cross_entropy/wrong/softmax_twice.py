# expect: Softmax is applied twice
import torch


def my_cross_entropy(logits, target):
    return torch.nn.functional.cross_entropy(torch.softmax(logits, dim=1), target)
