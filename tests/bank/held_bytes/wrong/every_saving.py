# expect: A storage that is saved twice is counted twice.
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()}
    total = 0

    def pack(tensor):
        nonlocal total
        if tensor.untyped_storage().data_ptr() not in own:
            total += tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return total
