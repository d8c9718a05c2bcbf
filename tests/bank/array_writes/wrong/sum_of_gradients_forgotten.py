# expect: Where two gradients meet they are added up
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 3, "both": 5, "probabilities": 4}
