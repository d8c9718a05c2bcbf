# expect: The log-probabilities are used
import torch


def my_hvp(logits, vector):
    p = torch.log_softmax(torch.as_tensor(logits), dim=1)
    v = torch.as_tensor(vector)
    return p * (v - (p * v).sum(dim=1, keepdim=True))
