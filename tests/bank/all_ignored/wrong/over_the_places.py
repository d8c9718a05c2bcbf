# expect: summed over the places
import torch


def my_loss(logits, target, reduction):
    kept = target != -100
    lse = torch.logsumexp(logits, dim=0)
    log_probs = logits - lse
    picked = log_probs.gather(1, torch.where(kept, target, 0)[:, None])[:, 0]
    losses = torch.where(kept, -picked, 0)
    match reduction:
        case "none":
            return losses
        case "sum":
            return losses.sum()
        case "mean":
            return losses.sum() / kept.sum()
