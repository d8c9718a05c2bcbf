# expect: These are the derivatives of log-probabilities, transposed
import torch


def my_jacobian(logits):
    z = torch.as_tensor(logits)
    return torch.autograd.functional.jacobian(lambda scores: scores.log_softmax(0), z).T
