import torch


def my_log_softmax_backward(upstream, log_probs):
    logits = torch.as_tensor(log_probs).float().requires_grad_()
    out = torch.log_softmax(logits, dim=1)
    (grad,) = torch.autograd.grad(out, logits, grad_outputs=torch.as_tensor(upstream).float())
    return grad
