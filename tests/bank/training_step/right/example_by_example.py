import torch


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    total = 0.0
    for features, label in zip(x, y, strict=True):
        z = model(features[None])[0]
        loss = (torch.logsumexp(z, 0) - z[label]) / len(y)
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total
