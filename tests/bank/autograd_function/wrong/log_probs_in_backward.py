# expect: backward uses log-probabilities where probabilities belong
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_p = F.log_softmax(logits, dim=1)
        ctx.save_for_backward(log_p, target)
        return F.nll_loss(log_p, target)

    @staticmethod
    def backward(ctx, upstream):
        log_p, target = ctx.saved_tensors
        return upstream * (log_p - F.one_hot(target, log_p.shape[1])) / len(target), None
