import torch


def my_cross_entropy_nd(logits, target):
    axis = min(1, logits.dim() - 1)
    log_probs = torch.log_softmax(logits.float(), dim=axis)
    return -log_probs.gather(axis, target.unsqueeze(axis)).mean()
