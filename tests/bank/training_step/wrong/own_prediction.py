# expect: the model's own prediction
import torch.nn.functional as F


def my_step(model, optimizer, x, y):
    optimizer.zero_grad()
    outputs = model(x)
    predicted = outputs.argmax(dim=1)
    loss = F.cross_entropy(outputs, predicted)
    loss.backward()
    optimizer.step()
    return loss.item()
