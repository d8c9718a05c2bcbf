# expect: Both losses have the same share
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    both = cross_entropy(logits, first, reduction="none") + cross_entropy(logits, second, reduction="none")
    return (both * share).mean()
