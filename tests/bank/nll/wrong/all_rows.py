# expect: All rows are paired with all targets
def my_nll(log_probs, target):
    return -log_probs[:, target].mean()
