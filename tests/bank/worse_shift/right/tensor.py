import torch

n = torch.arange(400, dtype=torch.float64)
my_n = torch.nonzero(torch.isinf(torch.exp(2 * n)))[0, 0]
