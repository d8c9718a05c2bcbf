from math import exp


def my_log_softmax_backward(upstream, log_probs):
    return [
        [g - exp(lp) * sum(row) for g, lp in zip(row, logs, strict=True)]
        for row, logs in zip(upstream.tolist(), log_probs.tolist(), strict=True)
    ]
