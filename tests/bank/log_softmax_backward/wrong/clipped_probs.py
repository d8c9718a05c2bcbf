# expect: A small number in the divisor, or a clip
import torch


def my_log_softmax_backward(upstream, log_probs):
    p = torch.exp(torch.as_tensor(log_probs))
    into_p = torch.as_tensor(upstream) / p.clamp(min=1e-30)
    return p * (into_p - (into_p * p).sum(dim=1, keepdim=True))
