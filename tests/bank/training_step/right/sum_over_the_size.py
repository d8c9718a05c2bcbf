from torch.nn import functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad(set_to_none=False)
    loss = F.cross_entropy(model(x), y, reduction="sum") / y.numel()
    loss.backward()
    optimizer.step()
    return loss.tolist()
