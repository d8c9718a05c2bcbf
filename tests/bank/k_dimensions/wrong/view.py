# expect: Use .reshape(...) instead
import torch


def my_cross_entropy_nd(logits, target):
    if logits.dim() == 1:
        logits, target = logits[None], target[None]
    n, c = logits.shape[:2]
    logits = logits.view(n, c, -1)
    target = target.view(n, 1, -1)
    return (torch.logsumexp(logits, 1, keepdim=True) - logits.gather(1, target)).mean()
