# expect: These are log-probabilities
import torch


def my_logsumexp(logits):
    return torch.as_tensor(logits).log_softmax(dim=1)
