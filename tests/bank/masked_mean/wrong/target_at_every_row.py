# expect: All rows are paired with all targets
def my_masked_mean(log_probs, target, mask):
    keep = mask[:, 0] == 1
    return -log_probs[:, target][keep].mean()
