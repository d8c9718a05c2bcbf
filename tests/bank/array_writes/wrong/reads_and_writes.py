# expect: read and written together
my_writes = {"plain": 8, "none": 8, "weight": 8, "smoothing": 12, "both": 16, "probabilities": 12}
