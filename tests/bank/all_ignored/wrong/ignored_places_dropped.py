# expect: An ignored place keeps its place
import torch


def my_loss(logits, target, reduction):
    mask = target != -100
    logits, target = logits[mask], target[mask]
    log_probs = torch.log_softmax(logits, dim=1)
    losses = -log_probs[torch.arange(len(target)), target]
    if reduction == "mean":
        return losses.mean()
    elif reduction == "sum":
        return losses.sum()
    elif reduction == "none":
        return losses
    else:
        raise ValueError(reduction)
