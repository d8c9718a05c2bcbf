# expect: The row numbers run over the classes
def my_nll(log_probs, target):
    return -log_probs[range(log_probs.shape[1]), target].mean()
