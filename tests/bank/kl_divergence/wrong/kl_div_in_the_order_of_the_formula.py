# expect: and q comes first
import torch
from torch.nn import functional as F


def my_kl(p, q):
    return F.kl_div(torch.as_tensor(p), torch.as_tensor(q), reduction="none").sum(-1)
