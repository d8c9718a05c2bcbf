# expect: backward gives only the target's own logit a gradient
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(torch.softmax(logits, 1), target)
        return F.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        p, target = ctx.saved_tensors
        grad = torch.zeros_like(p)
        rows = torch.arange(len(target))
        grad[rows, target] = p[rows, target] - 1
        return upstream * grad / len(target), None
