# expect: These are the bounds for logits
my_bounds = (0, float("inf"))
