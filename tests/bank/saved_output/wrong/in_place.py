# expect: the first has spoiled what forward kept
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
        gradient, target = ctx.saved_tensors
        gradient *= upstream
        probs = len(target) * gradient / upstream + F.one_hot(target, gradient.shape[1])
        return gradient + probs * (other - (probs * other).sum(1, keepdim=True)) / len(target), None
