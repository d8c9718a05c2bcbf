# expect: The options do make a difference
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 3, "both": 3, "probabilities": 3}
