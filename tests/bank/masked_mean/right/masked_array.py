import numpy as np

from celoss import nll_loss


def my_masked_mean(log_probs, target, mask):
    losses = nll_loss(log_probs, target, reduction="none")
    return np.ma.masked_array(losses, mask=mask[:, 0] == 0).mean()
