import torch


def my_loss(logits, target, reduction):
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"unknown reduction: {reduction}")
    kept = target != -100
    if reduction == "mean" and not kept.any():
        return torch.tensor(float("nan"))
    log_probs = logits - torch.logsumexp(logits, dim=-1, keepdim=True)
    picked = log_probs.gather(-1, (target * kept).unsqueeze(-1)).squeeze(-1)
    losses = torch.where(kept, -picked, torch.zeros_like(picked))
    return {"none": losses, "sum": losses.sum(), "mean": losses.sum() / kept.sum()}[reduction]
