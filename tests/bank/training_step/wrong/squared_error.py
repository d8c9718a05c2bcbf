# expect: squared error of the probabilities
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    p = model(x).softmax(dim=1)
    loss = F.mse_loss(p, F.one_hot(y, p.shape[1]).double())
    loss.backward()
    optimizer.step()
    return loss.item()
