import torch
from torch.nn import functional as F


class Loss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gap):
        ctx.save_for_backward(gap)
        return -F.logsigmoid(-gap)

    @staticmethod
    def backward(ctx, upstream):
        (gap,) = ctx.saved_tensors
        return upstream * torch.sigmoid(gap)


def my_two_class_loss(gap):
    return Loss.apply(gap)
