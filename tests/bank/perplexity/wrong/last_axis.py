# expect: The softmax runs over the places of a line
import torch
from torch.nn import functional as F


def my_perplexity(logits, target):
    log_probs = torch.log_softmax(logits, dim=-1)
    return F.nll_loss(log_probs, target).exp()
