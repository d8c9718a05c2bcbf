# expect: is the gradient itself counted?
my_writes = {"plain": 2, "none": 2, "weight": 2, "smoothing": 3, "both": 5, "probabilities": 3}
