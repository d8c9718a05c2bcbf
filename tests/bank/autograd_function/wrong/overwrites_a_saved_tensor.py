# expect: modified by an inplace operation
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        probs = torch.softmax(logits, dim=1)
        ctx.save_for_backward(probs, target)
        return torch.nn.functional.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        probs, target = ctx.saved_tensors
        probs[torch.arange(len(target)), target] -= 1
        return upstream * probs / len(target), None
