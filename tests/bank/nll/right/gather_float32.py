def my_nll(log_probs, target):
    picked = log_probs.float().gather(1, target.unsqueeze(1)).squeeze(1)
    return -picked.mean()
