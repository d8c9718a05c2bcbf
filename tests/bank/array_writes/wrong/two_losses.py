# expect: smoothing: there is one log_softmax
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 6, "both": 6, "probabilities": 4}
