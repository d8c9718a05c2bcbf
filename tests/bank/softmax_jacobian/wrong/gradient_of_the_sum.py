# expect: The sum of all probabilities is 1
import torch


def my_jacobian(logits):
    z = torch.as_tensor(logits).clone().requires_grad_()
    z.softmax(0).sum().backward()
    return z.grad
