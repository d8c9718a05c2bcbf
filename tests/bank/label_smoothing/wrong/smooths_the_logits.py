# expect: This smooths the logits
from torch.nn import functional as F


def my_smoothed_loss(logits, target, eps):
    smooth = (1 - eps) * logits + eps / logits.shape[1]
    return F.cross_entropy(smooth, target).item()
