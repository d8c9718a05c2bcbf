import torch


def my_smoothed_loss(logits, target, eps):
    loss = torch.nn.CrossEntropyLoss(label_smoothing=eps)
    return float(loss(torch.as_tensor(logits), torch.as_tensor(target)))
