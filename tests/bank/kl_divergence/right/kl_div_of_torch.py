import torch
from torch.nn import functional as F


def my_kl(p, q):
    p, q = torch.as_tensor(p), torch.as_tensor(q)
    log_q = torch.where(p > 0, q, torch.ones_like(q)).log()
    return F.kl_div(log_q, p, reduction="none").sum(-1)
