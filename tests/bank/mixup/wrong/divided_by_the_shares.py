# expect: Each sum is divided by its summed shares
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    one = cross_entropy(logits, first, reduction="none")
    two = cross_entropy(logits, second, reduction="none")
    return (share @ one) / share.sum() + ((1 - share) @ two) / (1 - share).sum()
