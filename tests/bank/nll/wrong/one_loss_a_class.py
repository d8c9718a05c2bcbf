# expect: and in the divisor one
def my_nll(log_probs, target):
    losses = {int(label): -float(row[label]) for row, label in zip(log_probs, target, strict=True)}
    return sum(losses.values()) / len(losses)
