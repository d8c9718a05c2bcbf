import torch


def my_soft_cross_entropy(logits, probs):
    logits, probs = torch.as_tensor(logits).float(), torch.as_tensor(probs).float()
    log_probs = torch.log_softmax(logits, dim=-1)
    return -torch.where(probs == 0, 0, probs * log_probs).sum() / len(logits)
