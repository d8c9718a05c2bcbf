# expect: has no attribute 'weight'
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    model.weight.grad = None
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
