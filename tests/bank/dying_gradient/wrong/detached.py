# expect: No gradient flows
import numpy as np
import torch


def my_two_class_loss(gap):
    return torch.tensor(np.logaddexp(0, gap.detach().numpy()))
