import numpy as np
from torch.autograd.graph import saved_tensors_hooks


def my_held_bytes(loss, logits, target):
    found = []
    with saved_tensors_hooks(lambda t: (found.append(t), t)[1], lambda t: t):
        loss(logits, target)
    table = np.array([(t.untyped_storage().data_ptr(), t.untyped_storage().nbytes()) for t in found]).reshape(-1, 2)
    own = [t.untyped_storage().data_ptr() for t in (logits, target)]
    table = table[~np.isin(table[:, 0], own)]
    first = np.unique(table[:, 0], return_index=True)[1]
    return table[first, 1].sum()
