import torch
from torch.autograd.graph import saved_tensors_hooks


def my_held_bytes(loss, logits, target):
    kept = {}

    def pack(tensor):
        kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    def unpack(tensor):
        return tensor

    with saved_tensors_hooks(pack, unpack):
        result = loss(logits, target)
    if result.requires_grad:
        result.backward()
    for argument in (logits, target):
        kept.pop(argument.untyped_storage().data_ptr(), None)
    return torch.tensor(sum(tensor.untyped_storage().size() for tensor in kept.values()))
