# expect: The exponentials are not divided by their sum
import torch


def my_softmax(logits, axis):
    return torch.exp(torch.as_tensor(logits))
