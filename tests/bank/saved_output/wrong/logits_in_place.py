# expect: changes its argument logits
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        loss = F.cross_entropy(logits, target)
        probs = logits.sub_(logits.logsumexp(1, keepdim=True)).exp_()
        ctx.save_for_backward(probs, target)
        return loss, probs

    @staticmethod
    def backward(ctx, upstream, other):
        probs, target = ctx.saved_tensors
        first = upstream * (probs - F.one_hot(target, probs.shape[1])) / len(target)
        return first + probs * (other - (probs * other).sum(1, keepdim=True)), None
