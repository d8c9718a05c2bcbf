# expect: take their exp
def my_log_softmax_backward(upstream, log_probs):
    return upstream - log_probs * upstream.sum(axis=1, keepdims=True)
