# expect: has no apply
import torch


class MyCrossEntropy:
    @staticmethod
    def forward(ctx, logits, target):
        ctx.save_for_backward(logits, target)
        return torch.nn.functional.cross_entropy(logits, target)

    @staticmethod
    def backward(ctx, upstream):
        logits, target = ctx.saved_tensors
        rows = logits.softmax(1) - torch.eye(logits.shape[1])[target]
        return upstream * rows / len(target), None
