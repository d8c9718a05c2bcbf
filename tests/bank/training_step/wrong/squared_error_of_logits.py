# expect: squared error of the logits
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    out = model(x)
    target = F.one_hot(y, out.shape[1]).to(out.dtype)
    loss = F.mse_loss(out, target)
    loss.backward()
    optimizer.step()
    return loss.item()
