# expect: The logits are used where probabilities belong
def my_hvp(logits, vector):
    p = logits
    return p * (vector - (p * vector).sum(axis=1, keepdims=True))
