# expect: sum each row
import torch


def my_logsumexp(logits):
    return torch.logsumexp(torch.as_tensor(logits).flatten(), 0)
