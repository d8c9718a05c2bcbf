# expect: The gradient from above is left out of backward
import torch


class Loss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gap):
        ctx.save_for_backward(gap)
        return torch.nn.functional.softplus(gap)

    @staticmethod
    def backward(ctx, upstream):
        (gap,) = ctx.saved_tensors
        return 1 / (1 + torch.exp(-gap))


def my_two_class_loss(gap):
    return Loss.apply(gap)
