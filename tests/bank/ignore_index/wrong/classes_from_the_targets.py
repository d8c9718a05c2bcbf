# expect: taken from the targets: it is logits.shape[1]
import numpy as np

from celoss import log_softmax


def my_mean(logits, target, ignore_index):
    keep = target != ignore_index
    z, y = logits[keep], target[keep]
    one_hot = np.eye(np.unique(y).size)[y] if y.max() < np.unique(y).size else np.eye(y.max() + 1)[y]
    return -(one_hot * log_softmax(z, axis=1)).sum() / keep.sum()
