# expect: the part with the row's sum
import torch
from torch.nn import functional as F


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_probs = torch.log_softmax(logits, dim=1)
        ctx.save_for_backward(log_probs, target)
        return F.nll_loss(log_probs, target), log_probs

    @staticmethod
    def backward(ctx, upstream, of_log_probs):
        log_probs, target = ctx.saved_tensors
        truth = F.one_hot(target, log_probs.shape[1])
        return upstream * (log_probs.exp() - truth) / len(target) + of_log_probs, None
