# expect: backward gives truth minus probabilities
import torch


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_probs = torch.log_softmax(logits, dim=1)
        ctx.save_for_backward(log_probs, target)
        return -log_probs[torch.arange(len(target)), target].mean()

    @staticmethod
    def backward(ctx, upstream):
        log_probs, target = ctx.saved_tensors
        one_hot = torch.nn.functional.one_hot(target, log_probs.shape[1])
        return upstream * (one_hot - log_probs.exp()) / len(target), None
