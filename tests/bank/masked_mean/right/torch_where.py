import torch


def my_masked_mean(log_probs, target, mask):
    log_probs, target, mask = map(torch.as_tensor, (log_probs, target, mask))
    losses = torch.where(mask == 1, -log_probs.gather(1, target[:, None]), 0.0)
    return losses.sum() / mask.sum()
