# expect: their sum over the classes is missing
import torch


def my_entropy(p):
    return torch.special.entr(torch.as_tensor(p))
