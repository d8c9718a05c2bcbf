# expect: by the size of the batch once more
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y) / x.shape[0]
    loss.backward()
    optimizer.step()
    return loss.item()
