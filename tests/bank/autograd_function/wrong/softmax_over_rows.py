# expect: backward takes the softmax over the rows
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
        p = torch.softmax(logits, dim=0)
        return upstream * (p - F.one_hot(target, p.size(1))) / p.size(0), None
