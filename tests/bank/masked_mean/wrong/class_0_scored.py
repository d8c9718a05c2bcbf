# expect: though not counted
import torch
from torch.nn import functional as F


def my_masked_mean(log_probs, target, mask):
    log_probs, target, mask = map(torch.as_tensor, (log_probs, target, mask))
    return F.nll_loss(log_probs, target * mask[:, 0], reduction="sum") / mask.sum()
