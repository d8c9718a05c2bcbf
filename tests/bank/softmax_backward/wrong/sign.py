# expect: its sign turned around
import torch


def my_softmax_backward(upstream, probs):
    p, g = torch.tensor(probs), torch.tensor(upstream)
    return p * ((p * g).sum(dim=1, keepdim=True) - g)
