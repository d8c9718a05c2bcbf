# expect: No gradient reaches the logits
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        return torch.nn.functional.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        return None, None
