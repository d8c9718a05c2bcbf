# expect: The shape is (4, 4)
def my_nll_loss(log_probs, target, reduction):
    losses = -log_probs[:, target]
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.diagonal().sum()
    if reduction == "mean":
        return losses.diagonal().mean()
    raise ValueError("none, sum or mean")
