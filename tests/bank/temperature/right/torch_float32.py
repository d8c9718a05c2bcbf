import torch


def my_temperature(logits, wanted):
    logits = torch.as_tensor(logits).float()
    lower = torch.tensor(-20.0)
    upper = torch.tensor(20.0)
    while upper - lower > 1e-5:
        middle = (lower + upper) / 2
        if torch.softmax(logits / middle.exp(), dim=0).amax() > wanted:
            lower = middle
        else:
            upper = middle
    return middle.exp()
