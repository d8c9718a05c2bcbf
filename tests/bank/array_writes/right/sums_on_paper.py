# log_softmax, then its backward
pair = 2
# nll_loss writes in the backward pass alone; a weight is looked up
my_writes = dict.fromkeys(["plain", "none", "weight"], pair + 1)
# two gradients meet
my_writes["smoothing"] = pair + 1 + 1
my_writes["both"] = pair + 1 + 1 + 2
# no nll_loss: a product, there and back
my_writes["probabilities"] = pair + 2
