# expect: Leaves are left out
import torch


def my_held_bytes(loss, logits, target):
    sizes = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if not tensor.is_leaf:
            sizes[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return sum(sizes.values())
