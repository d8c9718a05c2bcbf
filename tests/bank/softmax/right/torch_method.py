def my_softmax(logits, axis):
    shifted = logits - logits.amax(dim=axis, keepdim=True)
    exps = shifted.exp()
    return exps.div(exps.sum(dim=axis, keepdim=True))
