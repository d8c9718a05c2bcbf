import torch


def my_temperature(logits, wanted):
    z = torch.as_tensor(logits)
    low, high = torch.tensor(1e-8, dtype=z.dtype), torch.tensor(1e8, dtype=z.dtype)
    for _ in range(120):
        middle = (low * high).sqrt()
        too_sure = (z / middle).softmax(0).max() > wanted
        low, high = torch.where(too_sure, middle, low), torch.where(too_sure, high, middle)
    return high
