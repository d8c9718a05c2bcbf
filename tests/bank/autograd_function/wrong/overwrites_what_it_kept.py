# expect: the first has overwritten what forward kept
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.probs, ctx.target = torch.softmax(logits, dim=1), target
        return torch.nn.functional.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        ctx.probs[torch.arange(len(ctx.target)), ctx.target] -= 1
        return upstream * ctx.probs / len(ctx.target), None
