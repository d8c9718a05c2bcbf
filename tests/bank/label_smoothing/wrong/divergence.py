# expect: This is the divergence
import torch
from torch.nn import functional as F


def my_smoothed_loss(logits, target, eps):
    C = logits.shape[1]
    soft = (1 - eps) * F.one_hot(torch.as_tensor(target), C) + eps / C
    return F.kl_div(torch.log_softmax(torch.as_tensor(logits), dim=1), soft, reduction="batchmean")
