# expect: probabilities: the product with the log-probabilities has its like
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 4, "both": 6, "probabilities": 3}
