# expect: loss: A number is infinite or not a number
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        probs = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
        ctx.save_for_backward(logits, target)
        return -torch.log(probs[torch.arange(len(target)), target]).mean()

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        grad = torch.softmax(logits, dim=1)
        grad[torch.arange(len(target)), target] -= 1
        return upstream * grad / len(target), None
