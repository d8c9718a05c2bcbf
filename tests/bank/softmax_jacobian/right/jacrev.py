import torch


def my_jacobian(logits):
    z = torch.as_tensor(logits)
    return torch.func.jacrev(lambda scores: scores.softmax(0))(z)
