# expect: Where p and q are 0, 0 * log 0
import torch
from torch.nn import functional as F


def my_kl(p, q):
    p, q = torch.as_tensor(p), torch.as_tensor(q)
    return F.kl_div(q.log(), p, reduction="none").sum(dim=-1)
