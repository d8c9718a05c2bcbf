# expect: got Float for the destination and Double for the source
import torch


def my_loss(logits, target, reduction):
    kept = target != -100
    losses = torch.zeros(len(target))
    log_probs = torch.log_softmax(logits[kept], dim=1)
    losses[kept] = -log_probs[torch.arange(kept.sum()), target[kept]]
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses[kept].mean()
