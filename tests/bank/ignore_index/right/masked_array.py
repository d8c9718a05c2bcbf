import numpy as np

from celoss import logsumexp


def my_mean(logits, target, ignore_index):
    drop = np.equal(target, ignore_index)
    rows = np.ma.masked_array(np.arange(len(target)), mask=drop).compressed()
    true_logits = np.take_along_axis(logits[rows], target[rows, None], axis=1)[:, 0]
    return np.average(logsumexp(logits[rows], axis=1) - true_logits)
