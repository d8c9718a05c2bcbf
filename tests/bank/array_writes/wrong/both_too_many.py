# expect: both: one too many
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 7, "probabilities": 4}
