# expect: one_hot takes the number of classes from the targets
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), F.one_hot(y).double())
    loss.backward()
    optimizer.step()
    return loss.item()
