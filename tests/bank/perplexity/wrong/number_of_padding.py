# expect: The divisor counts the padding
import numpy as np
import torch
from torch.nn import functional as F


def my_perplexity(logits, target):
    losses = F.cross_entropy(torch.as_tensor(logits), torch.as_tensor(target), reduction="none")
    return np.exp(losses.numpy().sum() / target.numpy().size)
