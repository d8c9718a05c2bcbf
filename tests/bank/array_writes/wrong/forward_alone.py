# expect: This is the forward pass alone
my_writes = {"plain": 1, "none": 1, "weight": 1, "smoothing": 1, "both": 2, "probabilities": 2}
