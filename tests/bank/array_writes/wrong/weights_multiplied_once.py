# expect: weight: a weight is looked up for each target, N numbers in all.
my_writes = {"plain": 3, "none": 3, "weight": 4, "smoothing": 4, "both": 6, "probabilities": 4}
