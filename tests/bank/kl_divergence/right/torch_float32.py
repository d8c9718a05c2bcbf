import torch


def my_kl(p, q):
    p, q = torch.as_tensor(p).float(), torch.as_tensor(q).float()
    cross = -torch.special.xlogy(p, q).sum(dim=-1)
    return cross - torch.special.entr(p).sum(dim=-1)
