# expect: backward gives probabilities alone
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits)
        return F.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        (logits,) = ctx.saved_tensors
        return upstream * F.softmax(logits, dim=1) / logits.shape[0], None
