# expect: A probability rounds to 0
import torch


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    p = model(x).softmax(dim=1)
    loss = -torch.log(p[torch.arange(len(y)), y]).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
