import torch


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(logits, target):
        probs = torch.softmax(logits, dim=1)
        loss = torch.logsumexp(logits, dim=1) - logits.gather(1, target[:, None])[:, 0]
        return loss.mean(), probs

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[1], output[1])

    @staticmethod
    def backward(ctx, upstream, other):
        target, probs = ctx.saved_tensors
        truth = torch.eye(probs.shape[1], dtype=probs.dtype)[target]
        through_softmax = probs * other - probs * torch.einsum("nc,nc->n", probs, other)[:, None]
        return upstream / len(target) * (probs - truth) + through_softmax, None
