import torch


def my_loss(logits, target, reduction):
    classes = torch.arange(logits.shape[1])
    mass = (target.unsqueeze(1) == classes).to(logits.dtype)
    losses = -torch.einsum("nc,nc->n", mass, logits.log_softmax(-1))
    if reduction == "none":
        return losses
    total = torch.einsum("n->", losses)
    return total if reduction == "sum" else total / mass.sum()
