# expect: not (N, 1)
def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs.gather(1, target.unsqueeze(1))
    if reduction == "none":
        return losses
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    raise ValueError(reduction)
