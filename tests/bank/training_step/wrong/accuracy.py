# expect: The accuracy is returned
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    out = model(x)
    F.cross_entropy(out, y).backward()
    optimizer.step()
    return (out.argmax(dim=-1) == y).float().mean().item()
