import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(logits, target):
        return F.nll_loss(F.log_softmax(logits, dim=1), target)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        rows = torch.softmax(logits, dim=1)
        rows[torch.arange(len(target)), target] -= 1
        return rows * (upstream / len(target)), None
