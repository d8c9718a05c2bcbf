import torch

p = torch.tensor([1, 1, 1, 1, 0, 0]) / 4
my_bits = -(p * torch.full((6,), 1 / 6).log2()).sum()
