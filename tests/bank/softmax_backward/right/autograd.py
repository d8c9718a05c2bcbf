import torch


def my_softmax_backward(upstream, probs):
    z = torch.log(torch.as_tensor(probs)).requires_grad_()
    torch.softmax(z, dim=1).backward(torch.as_tensor(upstream))
    return z.grad
