def my_masked_mean(log_probs, target, mask):
    total, count = 0, 0
    for row, label, (keep,) in zip(log_probs, target, mask, strict=True):
        if keep:
            total -= row[label]
            count += 1
    return total / count
