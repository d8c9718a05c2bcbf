# expect: the logarithm is missing
import torch


def my_mean(logits, target, ignore_index):
    keep = target != ignore_index
    p = torch.softmax(logits[keep], dim=-1)
    return 1 - 1 - p.gather(1, target[keep].unsqueeze(1)).mean()
