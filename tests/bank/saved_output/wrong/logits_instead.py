# expect: The logits are held
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        probs = torch.softmax(logits, dim=1)
        ctx.save_for_backward(logits, target)
        return F.cross_entropy(logits, target), probs

    @staticmethod
    def backward(ctx, upstream, other):
        logits, target = ctx.saved_tensors
        probs = torch.softmax(logits, dim=1)
        first = upstream * (probs - F.one_hot(target, probs.shape[1])) / len(target)
        return first + probs * (other - (probs * other).sum(1, keepdim=True)), None
