# expect: takes log_softmax of the outputs first
my_bounds = (-1, 0)
