# expect: expected Variable or None (got numpy.ndarray)
import numpy as np
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
        grad = np.exp(log_probs.numpy())
        grad[np.arange(len(target)), target.numpy()] -= 1
        return upstream.numpy() * grad / len(target), None
