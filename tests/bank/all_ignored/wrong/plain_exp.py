# expect: The exponentials overflow
import torch


def my_loss(logits, target, reduction):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    rows = torch.arange(len(target))
    losses = (torch.log(torch.exp(logits).sum(dim=1)) - logits[rows, safe]) * kept
    if reduction == "none":
        return losses
    return losses.sum() / kept.sum() if reduction == "mean" else losses.sum()
