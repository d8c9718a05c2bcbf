# expect: Only the first class of each example counts
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    return (share * cross_entropy(logits, first, reduction="none")).mean()
