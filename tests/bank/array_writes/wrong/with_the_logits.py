# expect: are the logits counted
my_writes = {"plain": 4, "none": 4, "weight": 4, "smoothing": 5, "both": 7, "probabilities": 5}
