# expect: probabilities: one too many; an expanded gradient
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 6, "probabilities": 5}
