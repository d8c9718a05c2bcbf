import torch


def my_softmax_backward(upstream, probs):
    g, p = torch.as_tensor(upstream), torch.as_tensor(probs)
    return torch.addcmul(p * g, p, (g * p).sum(1, keepdim=True), value=-1)
