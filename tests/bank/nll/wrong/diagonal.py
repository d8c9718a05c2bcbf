# expect: This takes the diagonal
def my_nll(log_probs, target):
    n = min(log_probs.shape)
    return -sum(log_probs[i, i] for i in range(n)) / n
