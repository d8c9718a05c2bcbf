# expect: These are probabilities, negated
import torch.nn.functional as F


def my_cross_entropy(logits, target):
    return F.nll_loss(F.softmax(logits, dim=-1), target)
