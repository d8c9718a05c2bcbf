import torch


def is_shift_invariant(function):
    scores = torch.tensor([[0.5, -2.0, 1.0], [-1.5, 0.25, -3.0]])
    before = [function(row) for row in scores]
    after = [function(row + 4) for row in scores]
    return all(
        torch.allclose(torch.as_tensor(a), torch.as_tensor(b), atol=1e-5) for a, b in zip(after, before, strict=True)
    )
