# expect: The smallest logit is subtracted
import torch


def my_logsumexp(logits):
    low = torch.as_tensor(logits).amin(1, keepdim=True)
    return (low + (torch.as_tensor(logits) - low).exp().sum(1, keepdim=True).log()).squeeze(1)
