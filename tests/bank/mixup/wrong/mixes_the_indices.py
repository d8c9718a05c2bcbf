# expect: Class indices cannot be averaged
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    mixed = share * first + (1 - share) * second
    return cross_entropy(logits, mixed.astype(int))
