# expect: log_softmax is missing
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.nll_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
