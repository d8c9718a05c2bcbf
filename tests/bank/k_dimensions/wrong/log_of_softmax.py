# expect: Probabilities round to 0
import torch


def my_cross_entropy_nd(logits, target):
    axis = 1 if logits.dim() > 1 else 0
    probs = torch.softmax(logits, axis).gather(axis, target.unsqueeze(axis))
    return -probs.log().mean()
