import torch
from torch import nn


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.dtype = logits.dtype
        ctx.save_for_backward(logits.float(), target)
        return nn.functional.cross_entropy(logits.float(), target)

    @staticmethod
    def backward(ctx, upstream):
        z, y = ctx.saved_tensors
        p = torch.softmax(z, 1)
        p = p.scatter_add(1, y[:, None], -torch.ones_like(p))
        return (upstream * p / len(y)).to(ctx.dtype), None
