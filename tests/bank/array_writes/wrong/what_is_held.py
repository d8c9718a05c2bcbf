# expect: One array is what is held
my_writes = {"plain": 1, "none": 1, "weight": 1, "smoothing": 1, "both": 1, "probabilities": 1}
