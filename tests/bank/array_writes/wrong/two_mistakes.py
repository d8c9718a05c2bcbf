# expect: smoothing: where the two gradients meet they are added up, and the sum is written. prob
my_writes = {"plain": 3, "none": 3, "weight": 3, "smoothing": 3, "both": 6, "probabilities": 5}
