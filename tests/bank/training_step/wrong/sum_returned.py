# expect: and the sum is returned
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    losses = F.cross_entropy(model(x), y, reduction="none")
    losses.mean().backward()
    optimizer.step()
    return losses.sum().item()
