# expect: divides by the number of classes as well
import torch


def my_gradient(logits, target, upstream):
    target = torch.as_tensor(target)
    p = torch.softmax(torch.as_tensor(logits), dim=1)
    keep = (target != -100).unsqueeze(1)
    hot = torch.zeros_like(p).scatter(1, target.clamp(min=0).unsqueeze(1), 1.0)
    return upstream * keep * (p - hot) / max(keep.sum() * p.shape[1], 1)
