from torch.nn import functional as F


def my_accumulate(model, batches):
    model.zero_grad()
    counts = [int((y != -100).sum()) for _, y in batches]
    total = 0.0
    for (x, y), count in zip(batches, counts, strict=True):
        if count == 0:
            continue
        loss = F.cross_entropy(model(x), y) * count / sum(counts)
        loss.backward()
        total += float(loss)
    return total
