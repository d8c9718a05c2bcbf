# expect: Between these lie the outputs of softmax
my_bounds = (0.0, 1.0)
