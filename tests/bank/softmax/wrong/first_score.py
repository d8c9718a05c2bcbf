# expect: Not the largest score is subtracted (the first
import torch


def my_softmax(logits, axis):
    z = torch.as_tensor(logits)
    exps = (z - z.narrow(axis, 0, 1)).exp()
    return exps / exps.sum(axis, keepdim=True)
