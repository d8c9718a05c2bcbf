import torch


class Ledger:
    def __init__(self, *free):
        self.free, self.total = {self.address(tensor) for tensor in free}, 0

    @staticmethod
    def address(tensor):
        return tensor.untyped_storage().data_ptr()

    def pack(self, tensor):
        if self.address(tensor) not in self.free:
            self.free.add(self.address(tensor))
            self.total += tensor.untyped_storage().nbytes()
        return tensor.detach()


def my_held_bytes(loss, logits, target):
    ledger = Ledger(logits, target)
    with torch.autograd.graph.saved_tensors_hooks(ledger.pack, torch.Tensor.detach):
        loss(logits, target)
    return ledger.total
