# expect: both: one too few
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 5, "probabilities": 4}
