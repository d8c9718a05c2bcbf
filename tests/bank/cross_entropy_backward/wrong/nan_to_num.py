# expect: nan_to_num hides the overflow, and makes 0 of it
import numpy as np


def my_gradient(logits, target, upstream):
    with np.errstate(all="ignore"):
        p = np.nan_to_num(np.exp(logits) / np.sum(np.exp(logits), axis=1)[:, None])
    kept = (target != -100).astype(int)
    truth = np.equal.outer(target, np.arange(logits.shape[1]))
    return upstream * kept[:, None] * (p - truth) / max(kept.sum(), 1)
