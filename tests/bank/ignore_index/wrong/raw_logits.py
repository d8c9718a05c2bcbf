# expect: log_softmax is missing
import torch.nn.functional as F


def my_mean(logits, target, ignore_index):
    mask = target != ignore_index
    return F.nll_loss(logits[mask], target[mask])
