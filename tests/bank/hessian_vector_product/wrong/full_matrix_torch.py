# expect: as much memory as a C x C matrix
import torch


def my_hvp(logits, vector):
    z, v = torch.tensor(logits), torch.tensor(vector)
    p = torch.softmax(z, dim=1)
    hessians = torch.diag_embed(p) - p[:, :, None] * p[:, None, :]
    return (hessians @ v[:, :, None]).squeeze(2)
