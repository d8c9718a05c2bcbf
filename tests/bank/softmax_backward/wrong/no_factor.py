# expect: The factor probs in front is missing
def my_softmax_backward(upstream, probs):
    return upstream - (probs * upstream).sum(axis=-1, keepdims=True)
