# expect: The momentum is lost
import torch
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    settings = optimizer.param_groups[0]
    fresh = torch.optim.SGD(model.parameters(), lr=settings["lr"], momentum=settings["momentum"])
    fresh.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    fresh.step()
    return loss.item()
