import numpy as np
import torch

x = np.exp(2 * np.log(1 / 3) - np.log(0.5))
my_pair = [torch.tensor([0.5, 0.5, 0.0]), torch.tensor([0.5, x, 0.5 - x])]
