# expect: summed along the last axis
import torch


def my_cross_entropy_nd(logits, target):
    log_p = torch.log_softmax(logits, dim=-1)
    dim = 1 if logits.ndim > 1 else 0
    return -log_p.gather(dim, target.unsqueeze(dim)).mean()
