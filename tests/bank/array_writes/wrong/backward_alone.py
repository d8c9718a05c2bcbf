# expect: This is the backward pass alone
my_writes = {"plain": 2, "none": 2, "weight": 2, "smoothing": 3, "both": 4, "probabilities": 2}
