import torch


def my_accumulate(model, batches):
    loss_function = torch.nn.CrossEntropyLoss(reduction="sum")
    for parameter in model.parameters():
        if parameter.grad is not None:
            parameter.grad.zero_()
    total, count = 0, 0
    for x, y in batches:
        loss = loss_function(model(x), y)
        loss.backward()
        total += loss.detach()
        count += (y != -100).sum()
    for parameter in model.parameters():
        parameter.grad /= count
    return total / count
