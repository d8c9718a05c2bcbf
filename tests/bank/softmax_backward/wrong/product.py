# expect: This is upstream * probs
def my_softmax_backward(upstream, probs):
    return probs * upstream
