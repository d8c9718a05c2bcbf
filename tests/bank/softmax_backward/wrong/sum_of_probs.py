# expect: This is upstream * probs
def my_softmax_backward(upstream, probs):
    return upstream * probs / probs.sum(axis=1, keepdims=True)
