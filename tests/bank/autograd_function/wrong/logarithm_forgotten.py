# expect: forward gives the probabilities, negated
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        p = torch.softmax(logits, dim=1)
        ctx.save_for_backward(p, target)
        return -p[torch.arange(len(target)), target].mean()

    @staticmethod
    def backward(ctx, upstream):
        p, target = ctx.saved_tensors
        return upstream * (p - F.one_hot(target, p.shape[1])) / len(target), None
