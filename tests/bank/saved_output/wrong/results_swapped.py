# expect: The loss has shape (3, 3)
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        probs = torch.softmax(logits, dim=1)
        ctx.save_for_backward(probs, target)
        return probs, F.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream, other):
        probs, target = ctx.saved_tensors
        first = upstream * (probs - F.one_hot(target, probs.shape[1])) / len(target)
        return first + probs * (other - (probs * other).sum(1, keepdim=True)), None
