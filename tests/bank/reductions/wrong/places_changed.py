# expect: Sum and mean have changed places
import torch


def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs.gather(1, target.view(-1, 1)).squeeze(1)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(reduction)
    return {"none": torch.clone, "mean": torch.sum, "sum": torch.mean}[reduction](losses)
