# expect: A storage that is saved twice is counted twice. The storages of logits and target
import torch


def my_held_bytes(loss, logits, target):
    total = 0

    def pack(tensor):
        nonlocal total
        total += tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss(logits, target)
    return total
