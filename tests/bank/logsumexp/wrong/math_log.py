# expect: math.log does not know log 0
import math


def my_logsumexp(logits):
    result = []
    for row in logits.tolist():
        top = max(row)
        shift = top if math.isfinite(top) else 0.0
        result.append(shift + math.log(sum(math.exp(z - shift) for z in row)))
    return result
