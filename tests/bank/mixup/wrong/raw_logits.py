# expect: log_softmax is missing
from torch.nn import functional as F


def my_mixup_loss(logits, first, second, share):
    one = F.nll_loss(logits, first, reduction="none")
    two = F.nll_loss(logits, second, reduction="none")
    return (two + share * (one - two)).mean()
