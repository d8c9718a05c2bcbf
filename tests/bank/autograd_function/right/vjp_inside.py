import torch
from torch.nn import functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return F.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        with torch.enable_grad():
            z = logits.detach().requires_grad_()
            loss = F.cross_entropy(z, target)
        return torch.autograd.grad(loss, z, upstream)[0], None
