# expect: backward does not use the upstream of the second result
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        gradient = (torch.softmax(logits, dim=1) - F.one_hot(target, logits.shape[1])) / len(target)
        ctx.save_for_backward(gradient, target)
        return F.cross_entropy(logits, target), gradient

    @staticmethod
    def backward(ctx, upstream, other):
        gradient = ctx.saved_tensors[0]
        return upstream * gradient, None
