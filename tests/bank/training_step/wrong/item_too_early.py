# expect: has no attribute 'backward'
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y).item()
    loss.backward()
    optimizer.step()
    return loss
