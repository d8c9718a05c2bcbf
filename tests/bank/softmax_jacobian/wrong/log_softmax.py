# expect: These are the derivatives of log-probabilities
import torch


def my_jacobian(logits):
    return torch.autograd.functional.jacobian(lambda z: torch.log_softmax(z, dim=0), torch.as_tensor(logits))
