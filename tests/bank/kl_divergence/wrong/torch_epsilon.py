# expect: 1e-10 in the logarithm hides
import torch


def my_kl(p, q):
    eps = 1e-10
    return torch.sum(p * torch.log((p + eps) / (q + eps)), dim=-1)
