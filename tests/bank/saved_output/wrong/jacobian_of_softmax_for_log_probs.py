# expect: what is saved are log-probabilities
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_probs = torch.log_softmax(logits, dim=1)
        ctx.save_for_backward(log_probs, target)
        return F.nll_loss(log_probs, target), log_probs

    @staticmethod
    def backward(ctx, upstream, other):
        log_probs, target = ctx.saved_tensors
        probs = log_probs.exp()
        first = upstream * (probs - F.one_hot(target, probs.shape[1])) / len(target)
        return first + probs * (other - (probs * other).sum(1, keepdim=True)), None
