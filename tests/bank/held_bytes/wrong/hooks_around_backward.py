# expect: Nothing is counted: the hooks have to be there while loss runs
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()}
    sizes = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            sizes[storage.data_ptr()] = storage.nbytes()
        return tensor

    result = loss(logits, target)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        result.sum().requires_grad_().backward()
    return sum(sizes.values())
