from celoss import cross_entropy


def my_smoothed_loss(logits, target, eps):
    C = logits.shape[1]
    every = [cross_entropy(logits, 0 * target + c) for c in range(C)]
    return (1 - eps) * cross_entropy(logits, target) + eps * (sum(every) / C)
