# expect: It is
from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    share = share[:, None]
    return cross_entropy(share * logits, first) + cross_entropy((1 - share) * logits, second)
