# expect: though not counted
import torch


def my_perplexity(logits, target):
    kept = target != -100
    safe = torch.where(kept, target, 0)
    log_p = logits.log_softmax(1).gather(1, safe.unsqueeze(1))
    return torch.exp(-log_p.sum() / kept.sum())
