# expect: The median is taken
import statistics


def my_nll(log_probs, target):
    return -statistics.median(float(row[label]) for row, label in zip(log_probs, target, strict=True))
