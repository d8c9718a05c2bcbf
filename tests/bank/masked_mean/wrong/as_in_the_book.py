# expect: The mask changes nothing
import torch
from torch import nn


def my_masked_mean(log_probs, target, mask):
    loss = nn.NLLLoss()
    masked = loss(torch.as_tensor(log_probs), torch.as_tensor(target)) * torch.as_tensor(mask)
    return masked.sum() / (mask.sum() + 1e-8)
