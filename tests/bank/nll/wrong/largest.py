# expect: This takes the largest
def my_nll(log_probs, target):
    return -log_probs.max(axis=1).mean()
