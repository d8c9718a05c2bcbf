# expect: The minus sign is missing
def my_masked_mean(log_probs, target, mask):
    keep = mask[:, 0].astype(bool)
    rows = log_probs[keep]
    return sum(row[label] for row, label in zip(rows, target[keep], strict=True)) / keep.sum()
