# expect: These are numbers, not bytes.
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()}
    sizes = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            sizes[storage.data_ptr()] = storage.nbytes() // tensor.element_size()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return sum(sizes.values())
