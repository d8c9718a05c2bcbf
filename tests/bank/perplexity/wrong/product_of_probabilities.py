# expect: The product of many probabilities underflows
from celoss import softmax


def my_perplexity(logits, target):
    probs = softmax(logits, axis=1)
    product, tokens = 1.0, 0
    for line in range(target.shape[0]):
        for place in range(target.shape[1]):
            token = target[line, place]
            if token != -100:
                product *= probs[line, token, place]
                tokens += 1
    return product ** (-1 / tokens)
