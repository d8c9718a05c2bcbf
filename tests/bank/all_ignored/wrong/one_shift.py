# expect: The largest logit of all rows is subtracted
import torch


def my_loss(logits, target, reduction):
    kept = target != -100
    z = logits - logits.max().detach()
    picked = z.gather(1, (target * kept)[:, None])[:, 0]
    losses = torch.where(kept, z.exp().sum(1).log() - picked, 0.0)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / kept.sum()
