# expect: is not detached from the model
from torch.nn import functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x).detach(), y).requires_grad_()
    loss.backward()
    optimizer.step()
    return loss.item()
