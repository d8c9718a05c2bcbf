import math


def my_perplexity(logits, target):
    bits, tokens = 0.0, 0
    for n, line in enumerate(target.tolist()):
        for place, y in enumerate(line):
            if y != -100:
                scores = [float(z) for z in logits[n, :, place]]
                top = max(scores)
                lse = top + math.log(sum(math.exp(z - top) for z in scores))
                bits += (lse - scores[y]) / math.log(2)
                tokens += 1
    return 2 ** (bits / tokens)
