# expect: No loss exceeds 100
import torch


def my_nll(log_probs, target):
    log_probs, target = torch.as_tensor(log_probs), torch.as_tensor(target)
    return -log_probs.clamp(min=-100).gather(1, target[:, None]).mean()
