# expect: Every class of a row is counted
def my_nll(log_probs, target):
    return -log_probs.sum() / len(log_probs)
