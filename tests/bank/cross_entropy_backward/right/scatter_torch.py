import torch


def my_gradient(logits, target, upstream):
    z, y = torch.as_tensor(logits), torch.as_tensor(target)
    keep = (y != -100).to(z.dtype).unsqueeze(1)
    p = torch.softmax(z, dim=1)
    rows = p.scatter_add(1, y.clamp(0).unsqueeze(1), -torch.ones_like(p[:, :1])) * keep
    return upstream * rows / keep.sum().clamp(min=1)
