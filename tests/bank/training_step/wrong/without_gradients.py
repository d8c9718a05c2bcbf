# expect: does not require grad
import torch
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    with torch.no_grad():
        loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
