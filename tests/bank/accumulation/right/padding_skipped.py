from celoss import cross_entropy


def my_accumulate(model, batches):
    for parameter in model.parameters():
        parameter.grad = None
    count = len([c for _, y in batches for c in y.tolist() if c != -100])
    parts = []
    for x, y in batches:
        if (y == -100).all():
            continue
        kept = y != -100
        part = cross_entropy(model(x[kept]), y[kept], reduction="none").sum() / count
        part.backward()
        parts.append(part.item())
    return sum(parts)
