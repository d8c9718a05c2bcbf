import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.set_materialize_grads(False)
        probs = torch.softmax(logits, dim=1)
        ctx.save_for_backward(probs, target)
        return F.cross_entropy(logits, target), probs

    @staticmethod
    def backward(ctx, upstream, other):
        probs, target = ctx.saved_tensors
        gradient = 0
        if upstream is not None:
            gradient = upstream * (probs - F.one_hot(target, probs.size(1))) / probs.size(0)
        if other is not None:
            gradient = gradient + probs * (other - (probs * other).sum(1, keepdim=True))
        return gradient, None
