# expect: A dictionary is needed
my_writes = {"plain": 3, "none": 3, "weight": 3, "label_smoothing": 4, "both": 6, "probabilities": 4}
