# expect: The sum runs over the whole array
import torch


def my_log_softmax(logits):
    z = torch.as_tensor(logits)
    return z - torch.logsumexp(z.flatten(), dim=0)
