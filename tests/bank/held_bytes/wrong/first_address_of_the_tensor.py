# expect: Two views of one storage may begin in different places
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()}
    sizes = {}

    def pack(tensor):
        if tensor.untyped_storage().data_ptr() not in own:
            sizes[tensor.data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return sum(sizes.values())
