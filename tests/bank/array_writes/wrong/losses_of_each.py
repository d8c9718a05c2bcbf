# expect: none: N losses are no array as large
my_writes = {"plain": 3, "none": 4, "weight": 3, "smoothing": 4, "both": 6, "probabilities": 4}
