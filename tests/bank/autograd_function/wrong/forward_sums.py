# expect: forward gives the sum of the losses; the mean is wanted
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return -logits.log_softmax(1).gather(1, target[:, None]).sum()

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        return upstream * (logits.softmax(1) - F.one_hot(target, logits.shape[1])) / len(target), None
