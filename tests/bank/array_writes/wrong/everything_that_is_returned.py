# expect: a view, detach or expand
import torch
from torch.nn import functional as F
from torch.utils._python_dispatch import TorchDispatchMode

logits = torch.linspace(0, 1, 1600).reshape(16, 100).requires_grad_()
target, weight = torch.arange(16), torch.full((100,), 0.5)


class Listener(TorchDispatchMode):
    count = 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        for tensor in result if isinstance(result, tuple) else [result]:
            self.count += tensor.numel() == logits.numel()
        return result


def count(*arguments, **options):
    with Listener() as listener:
        torch.autograd.grad(F.cross_entropy(logits, *arguments, **options).sum(), logits)
    return listener.count


my_writes = {
    "plain": count(target),
    "none": count(target, reduction="none"),
    "weight": count(target, weight),
    "smoothing": count(target, label_smoothing=0.1),
    "both": count(target, weight, label_smoothing=0.1),
    "probabilities": count(torch.full((16, 100), 0.01)),
}
