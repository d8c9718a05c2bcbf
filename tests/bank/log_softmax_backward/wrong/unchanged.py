# expect: The upstream comes through as it is
def my_log_softmax_backward(upstream, log_probs):
    return 1.0 * upstream
