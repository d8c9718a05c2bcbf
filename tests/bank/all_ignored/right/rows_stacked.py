import torch


def my_loss(logits, target, reduction):
    losses = []
    for z, y in zip(logits, target, strict=True):
        losses.append(0 * z.sum() if y == -100 else torch.logsumexp(z, dim=0) - z[y])
    losses = torch.stack(losses)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.sum() / (target != -100).sum()
