import torch
from torch.nn import functional as F


class Chunked(torch.autograd.Function):
    """Makes the gradients in the forward pass, and keeps those instead of any logits."""

    @staticmethod
    def forward(ctx, hidden, weight, bias, target, rows):
        kept = (target != -100).sum()
        loss, into_hidden = 0, torch.zeros_like(hidden)
        into_weight, into_bias = torch.zeros_like(weight), torch.zeros_like(bias)
        for start in range(0, len(target), rows):
            part = slice(start, start + rows)
            with torch.enable_grad():
                logits = F.linear(hidden[part], weight, bias).detach().requires_grad_()
                piece = F.cross_entropy(logits, target[part], reduction="sum") / kept
                (gradient,) = torch.autograd.grad(piece, logits)
            loss += piece.detach()
            into_hidden[part] = gradient @ weight
            into_weight += gradient.T @ hidden[part]
            into_bias += gradient.sum(0)
        ctx.save_for_backward(into_hidden, into_weight, into_bias)
        return loss

    @staticmethod
    def backward(ctx, upstream):
        return *(upstream * gradient for gradient in ctx.saved_tensors), None, None


def my_chunked_loss(head, hidden, target, rows):
    return Chunked.apply(hidden, head.weight, head.bias, target, rows)
