# expect: This takes two steps
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    for _ in range(2):
        optimizer.step()
    return loss.item()
