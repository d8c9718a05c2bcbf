def my_nll(log_probs, target):
    return sum(-row[label] for row, label in zip(log_probs.tolist(), target.tolist(), strict=True)) / len(log_probs)
