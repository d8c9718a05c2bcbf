# expect: The targets are shifted once more
from torch.nn import functional as F


def my_perplexity(logits, target):
    logits, target = logits[:, :, :-1], target[:, 1:]
    return F.cross_entropy(logits, target).exp().item()
