# expect: The second backward fails
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_p = logits.log_softmax(1)
        ctx.p, ctx.one_hot = log_p.exp(), F.one_hot(target, logits.shape[1])
        return -(log_p * ctx.one_hot).sum() / len(target)

    @staticmethod
    def backward(ctx, upstream):
        grad = (ctx.p - ctx.one_hot) * (upstream / len(ctx.p))
        del ctx.p, ctx.one_hot
        return grad, None
