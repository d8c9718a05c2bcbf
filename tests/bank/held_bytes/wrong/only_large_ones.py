# expect: Small storages count too
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()}
    sizes = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own and tensor.numel() >= logits.numel():
            sizes[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return sum(sizes.values())
