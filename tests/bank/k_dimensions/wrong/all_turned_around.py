# expect: turned around whole
from celoss import cross_entropy


def my_cross_entropy_nd(logits, target):
    if logits.ndim <= 2:
        return cross_entropy(logits, target)
    classes = logits.shape[1]
    return cross_entropy(logits.T.reshape(-1, classes), target.reshape(-1))
