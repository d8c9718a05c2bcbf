# expect: weight: a weight is looked up for each target
my_writes = {"plain": 3, "none": 3, "weight": 5, "smoothing": 4, "both": 6, "probabilities": 4}
