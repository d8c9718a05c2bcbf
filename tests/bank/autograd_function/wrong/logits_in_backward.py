# expect: backward uses the logits where probabilities belong
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return (torch.logsumexp(logits, 1) - logits.gather(1, target[:, None])[:, 0]).mean()

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        one_hot = torch.nn.functional.one_hot(target, logits.shape[-1])
        return (logits - one_hot).mul(upstream).div(len(logits)), None
