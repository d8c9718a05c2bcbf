# expect: The means of the micro-batches are added up
import torch

criterion = torch.nn.CrossEntropyLoss()


def my_accumulate(model, batches):
    model.zero_grad()
    total = 0
    for x, y in batches:
        loss = criterion(model(x), y)
        loss.backward()
        total += loss.item()
    return total
