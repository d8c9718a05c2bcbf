# expect: changes its argument upstream
def my_softmax_backward(upstream, probs):
    upstream -= (upstream * probs).sum(axis=1, keepdims=True)
    return upstream * probs
