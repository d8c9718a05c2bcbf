# expect: With 1e-10 inside the logarithm
import torch


def my_mixup_loss(logits, first, second, share):
    log_p = torch.log(torch.softmax(logits, 1) + 1e-10)
    one = -log_p.gather(1, first[:, None]).flatten()
    two = -log_p.gather(1, second[:, None]).flatten()
    return torch.lerp(two, one, share).mean()
