import torch
from torch.nn import functional as F


def my_smoothed_loss(logits, target, eps):
    classes = logits.shape[1]
    soft = F.one_hot(target, classes) * (1 - eps) + eps / classes
    return -(soft * torch.log_softmax(logits, dim=1)).sum() / len(target)
