# expect: A number is infinite
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        e = torch.exp(logits - logits.max())
        p = e / e.sum(dim=1, keepdim=True)
        ctx.save_for_backward(p, target)
        return -torch.log(p[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, upstream):
        p, target = ctx.saved_tensors
        return upstream * (p - F.one_hot(target, p.shape[1])) / len(target), None
