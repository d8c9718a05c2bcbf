from torch.nn import functional as F


def my_cross_entropy_nd(logits, target):
    if logits.ndim == 1:
        return F.cross_entropy(logits, target).item()
    rows = logits.transpose(0, 1).flatten(1).T
    return F.cross_entropy(rows, target.reshape(-1)).item()
