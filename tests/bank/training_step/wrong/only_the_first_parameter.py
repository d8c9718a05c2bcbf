# expect: Only some of the parameters
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    next(model.parameters()).grad = None
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
