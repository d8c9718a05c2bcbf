import torch


def is_shift_invariant(function):
    generator = torch.Generator().manual_seed(3)
    scores = torch.randn(6, generator=generator, dtype=torch.float64)
    moved = torch.as_tensor(function(scores - 2.0))
    kept = torch.as_tensor(function(scores))
    return torch.isclose(moved, kept).all() & torch.isclose(torch.as_tensor(function(scores + 3.0)), kept).all()
