# expect: -1e+09 stands in for -inf
import torch


def my_log_softmax(logits):
    return torch.as_tensor(logits).clamp(min=-1e9).log_softmax(-1)
