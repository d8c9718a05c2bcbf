def my_masked_mean(log_probs, target, mask):
    positions = [n for n in range(len(target)) if mask[n, 0]]
    losses = [-float(log_probs[n, target[n]]) for n in positions]
    return sum(losses) / len(losses)
