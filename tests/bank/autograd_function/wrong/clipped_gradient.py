# expect: backward clips the scores
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return F.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        e = torch.exp(logits.clamp(-80, 80))
        grad = e / e.sum(1, keepdim=True)
        grad[torch.arange(len(target)), target] -= 1
        return upstream * grad / len(target), None
