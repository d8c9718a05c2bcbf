import torch

names = ["plain", "none", "weight", "smoothing", "both", "probabilities"]
my_writes = {name: torch.tensor(3) for name in names}
my_writes["smoothing"] += 1
my_writes["probabilities"] += 1
my_writes["both"] *= 2
