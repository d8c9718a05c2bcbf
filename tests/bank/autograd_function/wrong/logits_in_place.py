# expect: changes its argument logits
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        logits -= logits.max(dim=1, keepdim=True).values
        probs = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
        ctx.save_for_backward(probs, target)
        return -probs[torch.arange(len(target)), target].log().mean()

    @staticmethod
    def backward(ctx, upstream):
        probs, target = ctx.saved_tensors
        one_hot = torch.eye(probs.shape[1])[target]
        return upstream * (probs - one_hot) / len(target), None
