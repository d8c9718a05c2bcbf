import torch


class MyLeanLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, target):
        log_probs = torch.log_softmax(logits, 1)
        rows = torch.arange(target.numel())
        loss = -log_probs[rows, target].mean()
        residual = log_probs.exp()
        residual[rows, target] -= 1
        ctx.rows, ctx.target = rows, target
        ctx.save_for_backward(residual)
        return loss, residual

    @staticmethod
    def backward(ctx, upstream, of_residual):
        (residual,) = ctx.saved_tensors
        probs = residual.index_put((ctx.rows, ctx.target), residual.new_ones(()), accumulate=True)
        product = probs * of_residual
        return upstream * residual / len(ctx.rows) + product - probs * product.sum(1, keepdim=True), None
