# expect: The mask is the wrong way round
import torch


def my_loss(logits, target, reduction):
    mask = (target == -100).double()
    picked = torch.log_softmax(logits, dim=1).gather(1, target.clamp(0).reshape(-1, 1)).reshape(-1)
    losses = -picked * mask
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.sum() / mask.sum()
