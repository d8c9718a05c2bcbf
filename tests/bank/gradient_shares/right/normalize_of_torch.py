import torch


def my_shares(target, weight):
    chosen = torch.as_tensor(weight).index_select(0, torch.as_tensor(target))
    return torch.nn.functional.normalize(chosen, p=1, dim=0)
