# expect: is written, and its like in the backward pass
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 6, "probabilities": 2}
