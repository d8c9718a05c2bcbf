# expect: plain: It is too large
my_writes = {"plain": 3072, "none": 3072, "weight": 3072, "smoothing": 4096, "both": 6144, "probabilities": 4096}
