import torch


def my_gradient(logits, target, upstream):
    logits, target = torch.tensor(logits).float(), torch.tensor(target)
    keep = target.ne(-100)
    one_hot = torch.nn.functional.one_hot(target.clamp(min=0), logits.size(1))
    grad = (torch.softmax(logits, dim=1) - one_hot) * keep.unsqueeze(1)
    return grad * upstream / keep.sum().clamp(min=1)
