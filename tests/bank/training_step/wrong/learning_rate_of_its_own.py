# expect: The learning rate is 0.5 here
import torch
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    group = optimizer.param_groups[0]
    with torch.no_grad():
        for p in model.parameters():
            state = optimizer.state[p]
            state["sum"] = group["momentum"] * state.get("sum", 0) + p.grad
            p -= 0.5 * state["sum"]
    return loss.item()
