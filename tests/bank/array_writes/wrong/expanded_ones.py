# expect: An expanded array is counted
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 5, "both": 7, "probabilities": 5}
