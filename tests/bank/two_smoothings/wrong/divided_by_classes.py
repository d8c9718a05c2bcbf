# expect: under PyTorch's smoothing by 0.1
my_eps = 0.1 / 8
