# expect: An infinite loss is replaced by 0 wherever it stands
import numpy as np


def my_masked_mean(log_probs, target, mask):
    losses = -log_probs[np.arange(len(target)), target]
    losses = np.where(losses == np.inf, 0, losses)
    return losses @ mask[:, 0] / mask.sum()
