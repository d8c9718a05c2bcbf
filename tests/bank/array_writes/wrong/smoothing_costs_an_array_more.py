# expect: smoothing: the mean over the classes has the same gradient for each
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 5, "both": 6, "probabilities": 4}
