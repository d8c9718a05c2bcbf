# expect: goes up the gradient
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    log_likelihood = -F.cross_entropy(model(x), y)
    log_likelihood.backward()
    optimizer.step()
    return -log_likelihood.item()
