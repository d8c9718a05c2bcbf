# expect: calls nll_loss
import torch


def my_loss(logits, target, reduction):
    return torch.nn.NLLLoss(reduction=reduction)(torch.log_softmax(logits, dim=1), target)
