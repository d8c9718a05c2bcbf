# expect: zero_grad is missing
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
