import torch

outputs = torch.eye(100)[:2]
my_bounds = torch.nn.functional.cross_entropy(outputs, torch.tensor([0, 0]), reduction="none").numpy()
