from celoss import cross_entropy


def my_mixup_loss(logits, first, second, share):
    losses = [
        lam * cross_entropy(z, y1) + (1 - lam) * cross_entropy(z, y2)
        for z, y1, y2, lam in zip(logits, first, second, share, strict=True)
    ]
    return sum(losses) / len(losses)
