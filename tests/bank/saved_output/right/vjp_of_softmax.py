import torch
from torch.nn import functional as F


def through_softmax(probs, upstream):
    return probs * (upstream - torch.linalg.vecdot(probs, upstream)[:, None])


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        probs = logits.softmax(1)
        ctx.save_for_backward(probs, target)
        return F.cross_entropy(logits, target), probs

    @staticmethod
    def backward(ctx, upstream, other):
        probs, target = ctx.saved_tensors
        rows = torch.arange(len(target))
        truth = torch.zeros_like(probs)
        truth[rows, target] = 1
        return (upstream / len(rows)) * (probs - truth) + through_softmax(probs, other), None
