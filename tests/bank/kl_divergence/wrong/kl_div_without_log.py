# expect: torch's kl_div takes the logarithm of q, not q.
from torch.nn import functional as F


def my_kl(p, q):
    return F.kl_div(q, p, reduction="none").sum(dim=-1)
