import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        N = len(target)
        loss, grad = 0.0, torch.zeros_like(logits)
        for n in range(N):
            logp = logits[n] - torch.logsumexp(logits[n], dim=0)
            loss = loss - logp[target[n]] / N
            grad[n] = logp.exp() / N
            grad[n, target[n]] -= 1 / N
        ctx.grad = grad
        return loss

    @staticmethod
    def backward(ctx, upstream):
        return ctx.grad * upstream, None
