# expect: its own yes-or-no question
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    out = model(x)
    loss = F.binary_cross_entropy_with_logits(out, F.one_hot(y, out.size(1)).double())
    loss.backward()
    optimizer.step()
    return loss.item()
