# expect: same dtype
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x.float()), y.long())
    loss.backward()
    optimizer.step()
    return loss.item()
