# expect: In a list, two indices are both row numbers
def my_nll(log_probs, target):
    where = [range(len(target)), target]
    return -log_probs[where].mean()
