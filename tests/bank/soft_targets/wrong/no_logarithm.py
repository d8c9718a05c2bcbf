# expect: the logarithm is missing
import torch


def my_soft_cross_entropy(logits, probs):
    return -(torch.softmax(logits, dim=1) * probs).sum(dim=1).mean()
