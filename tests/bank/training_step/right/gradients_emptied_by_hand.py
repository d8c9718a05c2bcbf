import torch
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    for p in model.parameters():
        p.grad = None
    loss = F.cross_entropy(model(x), y)
    torch.autograd.backward(loss)
    optimizer.step()
    return loss.detach().clone()
