import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        rows = torch.arange(len(target))
        gradient = torch.softmax(logits, dim=1)
        gradient[rows, target] -= 1
        gradient /= len(target)
        ctx.save_for_backward(gradient, target)
        return F.cross_entropy(logits, target), gradient

    @staticmethod
    def backward(ctx, upstream, upstream_of_gradient):
        gradient, target = ctx.saved_tensors
        n = len(target)
        probs = n * gradient + F.one_hot(target, gradient.shape[1])
        mean = (probs * upstream_of_gradient).sum(dim=1, keepdim=True)
        return upstream * gradient + probs * (upstream_of_gradient - mean) / n, None
