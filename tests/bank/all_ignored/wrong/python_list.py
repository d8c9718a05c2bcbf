# expect: raises ZeroDivisionError
import torch


def my_loss(logits, target, reduction):
    losses = []
    for z, y in zip(logits, target, strict=True):
        if y != -100:
            losses.append(torch.logsumexp(z, dim=0) - z[y])
    if reduction == "mean":
        return sum(losses) / len(losses)
    elif reduction == "sum":
        return sum(losses)
    elif reduction == "none":
        result = torch.zeros(len(target), dtype=logits.dtype) + 0 * logits.sum()
        result[target != -100] = torch.stack(losses) if losses else result[:0]
        return result
    raise ValueError(reduction)
