from scipy.special import logsumexp


def my_cross_entropy_nd(logits, target):
    def loss(z, y):
        if z.ndim == 1:
            return logsumexp(z) - z[y]
        positions = z.shape[-1]
        return sum(loss(z[..., k], y[..., k]) for k in range(positions)) / positions

    if logits.ndim == 1:
        return loss(logits, target)
    return sum(loss(z, y) for z, y in zip(logits, target, strict=True)) / len(logits)
