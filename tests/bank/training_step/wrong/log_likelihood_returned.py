# expect: minus the loss is returned
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    log_likelihood = F.log_softmax(model(x), dim=-1).gather(1, y.view(-1, 1)).mean()
    (-log_likelihood).backward()
    optimizer.step()
    return log_likelihood.item()
