# expect: A view of the logits is another tensor
import torch


def my_held_bytes(loss, logits, target):
    own = {logits.data_ptr(), target.data_ptr()}
    sizes = {}

    def pack(tensor):
        if tensor.data_ptr() not in own:
            sizes[tensor.data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return sum(sizes.values())
