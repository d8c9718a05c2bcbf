# expect: These are probabilities alone
from celoss import softmax


def my_gradient(logits, target, upstream):
    kept = target != -100
    return upstream * softmax(logits, axis=1) * kept[:, None] / max(kept.sum(), 1)
