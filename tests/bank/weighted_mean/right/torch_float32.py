import torch.nn.functional as F


def my_weighted_mean(logits, target, weight):
    return F.nll_loss(F.log_softmax(logits.float(), dim=1), target, weight.float())
