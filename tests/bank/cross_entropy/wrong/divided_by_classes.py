# expect: divides by the number of classes
import torch


def my_cross_entropy(logits, target):
    losses = torch.logsumexp(logits, dim=1) - logits.gather(1, target[:, None]).squeeze(1)
    return losses.sum() / logits.size(1)
