# expect: The mean runs over the classes too
import torch


def my_loss(logits, target, reduction):
    kept = target != -100
    one_hot = torch.zeros_like(logits)
    one_hot[kept, target[kept]] = 1
    terms = -one_hot * torch.log_softmax(logits, dim=1)
    if reduction == "mean":
        return terms[kept].mean()
    losses = terms.sum(dim=1)
    return losses if reduction == "none" else losses.sum()
