import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        mass = torch.zeros_like(logits)
        mass[range(len(target)), target] = 1 / len(target)
        log_p = logits - logits.logsumexp(dim=1, keepdim=True)
        ctx.save_for_backward(log_p, mass)
        return -torch.sum(mass * log_p)

    @staticmethod
    def backward(ctx, upstream):
        log_p, mass = ctx.saved_tensors
        return upstream * (log_p.exp() * mass.sum(1, keepdim=True) - mass), None
