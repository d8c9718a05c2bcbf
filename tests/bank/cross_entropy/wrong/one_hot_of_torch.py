# expect: The number of classes is taken from the targets
import torch
from torch.nn import functional as F


def my_cross_entropy(logits, target):
    log_probs = torch.as_tensor(logits).log_softmax(dim=1)
    return -(F.one_hot(torch.as_tensor(target)) * log_probs).sum(dim=1).mean()
