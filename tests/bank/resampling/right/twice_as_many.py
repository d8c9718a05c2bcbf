import torch


def my_resample(target, weight):
    copies = 2 * torch.as_tensor(weight)[torch.as_tensor(target)]
    return torch.repeat_interleave(copies).to(torch.int32)
