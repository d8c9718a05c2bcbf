# expect: The sum runs over the rows
import torch


def my_log_softmax_backward(upstream, log_probs):
    upstream = torch.tensor(upstream)
    return upstream - torch.tensor(log_probs).exp() * upstream.sum(dim=0)
