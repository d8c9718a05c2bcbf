# expect: The gradient does not reach the argument
import torch


def my_loss(logits, target, reduction):
    logits = torch.tensor(logits.tolist(), dtype=torch.float64, requires_grad=True)
    kept = target != -100
    picked = torch.log_softmax(logits, dim=1).gather(1, (target * kept)[:, None])[:, 0]
    losses = -picked * kept
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / kept.sum()
