import torch
from torch.nn.functional import cross_entropy, one_hot


class Base(torch.autograd.Function):
    @staticmethod
    def gradient(logits, target):
        return (torch.softmax(logits, -1) - one_hot(target, logits.size(-1))) / target.numel()


class MyCrossEntropy(Base):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        return Base.gradient(*ctx.saved_tensors).mul(upstream), None
