import torch
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint


class Part(torch.nn.Module):
    def __init__(self, head, kept):
        super().__init__()
        self.head, self.kept = head, kept

    def forward(self, hidden, target):
        return F.cross_entropy(self.head(hidden), target, reduction="sum").div(self.kept)


def my_chunked_loss(head, hidden, target, rows):
    part = Part(head, target.ne(-100).sum())
    pairs = zip(torch.split(hidden, rows), torch.split(target, rows), strict=True)
    return torch.stack([checkpoint(part, h, y, use_reentrant=False) for h, y in pairs]).sum()
