import torch


def my_loss(logits, target, reduction):
    log_probs = torch.log_softmax(logits, dim=1)
    table = torch.cat([log_probs, 0 * log_probs[:, :1]], dim=1)
    column = torch.where(target < 0, logits.shape[1], target)
    losses = -table[torch.arange(len(target)), column]
    if reduction == "mean":
        return losses.sum() / torch.count_nonzero(target != -100)
    return losses if reduction == "none" else losses.sum()
