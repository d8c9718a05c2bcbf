import torch


def my_held_bytes(loss, logits, target):
    storages = []

    def pack(tensor):
        storages.append(tensor.untyped_storage())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        loss(logits, target)
    skip = [logits.untyped_storage().data_ptr(), target.untyped_storage().data_ptr()]
    sizes = {s.data_ptr(): len(s) for s in storages if s.data_ptr() not in skip}
    return float(sum(sizes.values()))
