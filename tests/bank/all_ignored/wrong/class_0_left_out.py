# expect: Class 0 is left out
import torch


def my_loss(logits, target, reduction):
    kept = target > 0
    one_hot = torch.nn.functional.one_hot(target * kept, logits.shape[1]) * kept[:, None]
    losses = -(one_hot * logits.log_softmax(dim=1)).sum(dim=1)
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    return losses.sum() / kept.sum()
