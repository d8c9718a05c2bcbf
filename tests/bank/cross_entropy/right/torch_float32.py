import torch


def my_cross_entropy(logits, target):
    logits = torch.as_tensor(logits).float()
    log_probs = logits.log_softmax(dim=1)
    return -log_probs.gather(1, torch.as_tensor(target)[:, None]).mean()
