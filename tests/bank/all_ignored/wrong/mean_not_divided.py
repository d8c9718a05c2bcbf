# expect: The mean is not divided
import torch


def my_loss(logits, target, reduction):
    losses = []
    for z, y in zip(torch.log_softmax(logits, 1), target, strict=True):
        losses.append(-z[y] if y != -100 else z.sum() * 0)
    losses = torch.stack(losses)
    return losses if reduction == "none" else torch.sum(losses)
