# expect: This is the divergence
import torch.nn.functional as F


def my_soft_cross_entropy(logits, probs):
    return F.kl_div(F.log_softmax(logits, dim=1), probs, reduction="batchmean")
