import torch

from celoss import cross_entropy


def my_step(model, optimizer, x, y):
    model.zero_grad()
    with torch.enable_grad():
        loss = cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    return float(loss)
