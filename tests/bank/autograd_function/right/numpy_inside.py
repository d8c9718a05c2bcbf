import numpy as np
import torch
from scipy.special import log_softmax


class MyCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_p = log_softmax(logits.detach().numpy(), axis=1)
        rows = np.exp(log_p)
        rows[np.arange(len(target)), target.numpy()] -= 1
        ctx.rows = torch.from_numpy(rows / len(target))
        return torch.tensor(-log_p[np.arange(len(target)), target.numpy()].mean())

    @staticmethod
    def backward(ctx, upstream):
        return upstream * ctx.rows, None
