from torch.nn import functional as F


def my_perplexity(logits, target):
    return F.cross_entropy(logits.float(), target).exp()
