# expect: calls cross_entropy
import torch


def my_loss(logits, target, reduction):
    loss = torch.nn.CrossEntropyLoss(reduction=reduction, ignore_index=-100)
    return loss(logits, target)
