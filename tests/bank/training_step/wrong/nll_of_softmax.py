# expect: the logarithm is missing
from torch.nn import functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.nll_loss(F.softmax(model(x), dim=1), y)
    loss.backward()
    optimizer.step()
    return loss.item()
