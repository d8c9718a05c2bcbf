import numpy as np
import torch
from torch.nn import functional as F


def my_mixup_loss(logits, first, second, share):
    target = np.zeros(logits.shape)
    np.add.at(target, (np.arange(len(first)), first), share)
    np.add.at(target, (np.arange(len(second)), second), 1 - np.asarray(share))
    return F.cross_entropy(torch.as_tensor(logits), torch.as_tensor(target)).numpy()
