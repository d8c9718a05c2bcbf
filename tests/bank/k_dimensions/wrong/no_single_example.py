# expect: has its classes on axis 0


def my_cross_entropy_nd(logits, target):
    log_probs = logits.log_softmax(dim=1)
    return -log_probs.gather(1, target.unsqueeze(1)).mean()
