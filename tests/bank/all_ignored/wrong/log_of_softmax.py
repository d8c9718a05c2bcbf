# expect: A probability underflows to 0
import torch


def my_loss(logits, target, reduction):
    ignored = target.eq(-100)
    p = torch.softmax(logits, dim=1)
    picked = p.gather(1, target.masked_fill(ignored, 0).unsqueeze(1)).squeeze(1)
    losses = -picked.log().masked_fill(ignored, 0.0)
    if reduction == "sum":
        return losses.sum()
    if reduction == "mean":
        return losses.sum() / (~ignored).sum()
    return losses
