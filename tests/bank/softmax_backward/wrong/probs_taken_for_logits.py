# expect: The probabilities are taken for logits
import torch


def my_softmax_backward(upstream, probs):
    probs = torch.as_tensor(probs).requires_grad_()
    torch.softmax(probs, dim=1).backward(torch.as_tensor(upstream))
    return probs.grad
