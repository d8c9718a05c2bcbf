# expect: The number of classes is taken from the targets
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    log_probs = F.log_softmax(model(x), dim=1)
    loss = -(F.one_hot(y) * log_probs).sum(dim=1).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
