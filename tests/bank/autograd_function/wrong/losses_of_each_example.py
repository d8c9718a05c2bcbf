# expect: The loss has shape (3,); one number
import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return F.cross_entropy(logits, target, reduction="none")

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        return upstream[:, None] * (logits.softmax(1) - F.one_hot(target, logits.shape[1])), None
