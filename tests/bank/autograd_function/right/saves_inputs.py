import torch
import torch.nn.functional as F


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        top = logits.max(dim=1, keepdim=True).values
        lse = top.squeeze(1) + (logits - top).exp().sum(dim=1).log()
        return (lse - logits.gather(1, target.unsqueeze(1)).squeeze(1)).mean()

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        one_hot = F.one_hot(target, logits.shape[1])
        return upstream * (logits.softmax(dim=1) - one_hot) / logits.shape[0], None
