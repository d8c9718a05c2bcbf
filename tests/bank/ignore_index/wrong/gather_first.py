# expect: is out of bounds for dimension 1
import torch


def my_mean(logits, target, ignore_index):
    log_probs = torch.log_softmax(logits, dim=1)
    losses = -log_probs.gather(1, target.unsqueeze(1)).squeeze(1)
    mask = target != ignore_index
    return losses[mask].sum() / mask.sum()
