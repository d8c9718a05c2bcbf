# expect: the classes are axis 1
import torch


def my_weighted_mean(logits, target, weight):
    log_probs = torch.log_softmax(logits, dim=0)
    return torch.nn.functional.nll_loss(log_probs, target, weight)
