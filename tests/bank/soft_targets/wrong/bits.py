# expect: These are bits
import torch


def my_soft_cross_entropy(logits, probs):
    log2_p = torch.log_softmax(logits, dim=1) * torch.tensor(2.0).double().log().reciprocal()
    return -torch.where(probs > 0, probs * log2_p, 0.0).sum(dim=1).mean()
