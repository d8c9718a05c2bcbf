import torch


class Loss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        kept = target != -100
        log_p = torch.log_softmax(logits, 1)
        safe = torch.where(kept, target, 0)
        rows = log_p.exp() - torch.nn.functional.one_hot(safe, logits.shape[1])
        ctx.save_for_backward(rows * kept[:, None])
        return -log_p.take_along_dim(safe[:, None], 1)[:, 0] * kept

    @staticmethod
    def backward(ctx, upstream):
        (rows,) = ctx.saved_tensors
        return upstream[:, None] * rows, None


def my_loss(logits, target, reduction):
    losses = Loss.apply(logits, target)
    if reduction == "mean":
        losses = losses / (target != -100).sum()
    return losses if reduction == "none" else losses.sum()
