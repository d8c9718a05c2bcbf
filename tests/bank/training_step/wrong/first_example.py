# expect: Only the first example of the batch counts
import torch


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    for features, label in zip(x, y, strict=True):
        loss = torch.nn.functional.cross_entropy(model(features), label)
        loss.backward()
        optimizer.step()
        return loss.item()
