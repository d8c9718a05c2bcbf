import torch


def my_step(model, optimizer, x, y):
    scores = model(x)
    losses = scores.logsumexp(1) - scores.gather(1, y[:, None])[:, 0]
    params = list(model.parameters())
    for p, g in zip(params, torch.autograd.grad(losses.mean(), params), strict=True):
        p.grad = g
    optimizer.step()
    optimizer.zero_grad()
    return losses.mean().item()
