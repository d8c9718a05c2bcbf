# expect: The sum runs over the whole array
import torch


def my_log_softmax_backward(upstream, log_probs):
    g, lp = torch.as_tensor(upstream), torch.as_tensor(log_probs)
    return g - torch.exp(lp) * g.sum()
