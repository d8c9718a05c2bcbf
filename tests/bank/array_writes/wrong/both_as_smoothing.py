# expect: both: the mean over the classes is weighted
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 4, "probabilities": 4}
